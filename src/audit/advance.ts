import { createHash } from 'node:crypto';
import { flowKey, releaseName } from './names.ts';
import {
  AUDIT_PATHS,
  contentOf,
  type LogRecord,
  type Published,
  type PublishedFlow,
  type PublishedState,
  serialize,
} from './published-state.ts';
import type { AuditRecord } from './record.ts';

/** Releases that the state keeps per flow; older ones are in the records. */
const MOST_RELEASES = 200;
const MOST_HISTORY = 100;
const MOST_HELD = 200;

/** What a commit of the audit log changes in the state besides its records. */
export interface Closing {
  /** SHA-256 of the file of the intent that the commit closes; undefined if the intent stays open. */
  readonly intent?: string | undefined;
  /** The fan-out that the intent belongs to; undefined for a run without shards. */
  readonly fanOut?: string | undefined;
}

/** The records of one commit by time, then by audit id; the order of their files does not matter. */
export function inOrder<T extends LogRecord>(records: readonly T[]): T[] {
  const key = ({ timestamp, audit_id }: T) => `${timestamp} ${audit_id}`;
  return records.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/**
 * Returns the state after the records of one more commit and the intent that it closes. Only verified publishes and the
 * version that a rollback made live change it. A flow keeps its id when its name changes.
 */
export function advance(
  state: PublishedState,
  records: readonly AuditRecord[],
  closing?: Closing,
): PublishedState {
  const ordered = inOrder(records);
  const published = new Set(
    ordered.filter(({ status }) => status === 'success').map(({ flow_id: id }) => id),
  );
  const flows = new Map<string, PublishedFlow>();
  for (const flow of Object.values(state.flows)) flows.set(flow.flow_id, flow);
  for (const record of ordered) {
    const own = flows.get(record.flow_id);
    if (record.status === 'rolled_back' && own) flows.set(record.flow_id, rolledBackAs(own, record));
    if (record.status !== 'success') continue;
    const named = state.flows[flowKey(record.flow_type, record.flow_name)];
    // A flow that was created again has another id, and the name of the one that is gone.
    const before = own ?? (named && !published.has(named.flow_id) ? named : undefined);
    // A flow that this action never published still counts as another user's version after a rollback.
    if (record.action === 'rollback' && !before) continue;
    if (named && named.flow_id !== record.flow_id && !published.has(named.flow_id))
      flows.delete(named.flow_id);
    flows.set(record.flow_id, liveState(before, record));
  }
  return {
    schema: 1,
    environment: state.environment,
    flows: byKey(flows.values()),
    last_records: lastRecords(state, ordered, closing?.fanOut),
    ...optional('last_intent', closing?.intent ?? state.last_intent),
    ...optional('last_fan_out', ordered.length === 0 ? state.last_fan_out : closing?.fanOut),
    ...optional('accepted', state.accepted),
  };
}

/** The records of one commit; those of the shards of one run are kept together. */
function lastRecords(
  { last_records: before, last_fan_out: last }: PublishedState,
  records: readonly AuditRecord[],
  fanOut: string | undefined,
): PublishedState['last_records'] {
  if (records.length === 0) return before;
  const own = records.map((record) => ({
    path: AUDIT_PATHS.record(record),
    sha256: createHash('sha256').update(serialize(record)).digest('hex'),
  }));
  return fanOut !== undefined && fanOut === last ? [...before, ...own] : own;
}

function optional<K extends string>(name: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, string>);
}

/** The state of a flow after a publish or rollback that is live. */
function liveState(before: PublishedFlow | undefined, record: AuditRecord): PublishedFlow {
  const releases = Object.entries(before?.releases ?? {});
  const release = record.version_matrix && releaseName(record.version_matrix);
  const kept =
    release === null || record.content_digest === ''
      ? releases
      : [...releases.filter(([name]) => name !== release), [release, record.content_digest]];
  return {
    flow_id: record.flow_id,
    flow_name: record.flow_name,
    flow_type: record.flow_type,
    region: record.region,
    manifest: record.manifest,
    content_digest: record.content_digest,
    platform_version: record.platform_version_after,
    version_matrix: record.version_matrix,
    commit: record.commit,
    audit_id: record.audit_id,
    timestamp: record.timestamp,
    releases: Object.fromEntries(kept.slice(-MOST_RELEASES)),
    job_ms: record.job_ms ?? before?.job_ms ?? null,
    history: history(before, record),
    held: record.action === 'rollback' && before ? held(before, record) : [],
    snapshot_digest: record.snapshot_digest ?? null,
  };
}

/** Flows by `TYPE/name`, in the order of these keys; of two with one key the one that was recorded last counts. */
function byKey(flows: Iterable<PublishedFlow>): Readonly<Record<string, PublishedFlow>> {
  const found: Record<string, PublishedFlow> = Object.create(null);
  const keyed = [...flows].map((flow): [string, PublishedFlow] => [
    flowKey(flow.flow_type, flow.flow_name),
    flow,
  ]);
  for (const [key, flow] of keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) found[key] = flow;
  return found;
}

/** The flow after an automatic rollback: if it made a new version of the earlier content, that version is the published one. */
function rolledBackAs(state: PublishedFlow, record: AuditRecord): PublishedFlow {
  const { platform_version_before: before, platform_version_after: after } = record;
  if (after === null || after === before || state.platform_version !== before) return state;
  return {
    ...state,
    platform_version: after,
    history: history(state, { ...record, ...asBefore(state), action: 'rollback', restored_version: before }),
  };
}

/** The fields that identify the content that was live before. */
function asBefore({ version_matrix, content_digest, audit_id }: PublishedFlow) {
  return { version_matrix, content_digest, audit_id };
}

/** The versions that were live, and the new one; a version that another user published in between is included. */
function history(before: PublishedFlow | undefined, record: AuditRecord): Published[] {
  const known = before?.history ?? [];
  const replaced = record.platform_version_before;
  const unseen =
    replaced !== null && known.at(-1)?.platform_version !== replaced
      ? [{ platform_version: replaced, release: null, content_digest: '', audit_id: '' }]
      : [];
  const now = {
    platform_version: record.platform_version_after ?? '',
    release: record.version_matrix,
    content_digest: record.content_digest,
    audit_id: record.audit_id,
    ...restores(known, record),
  };
  return [...known, ...unseen, now].slice(-MOST_HISTORY);
}

/** The version whose content a rollback restores. If that version was itself made by a rollback: the one it restored. */
function restores(known: readonly Published[], record: AuditRecord): Pick<Published, 'restores'> {
  const version = record.restored_version ?? record.platform_version_after;
  if (record.action !== 'rollback' || version === null) return {};
  const source = known.findLast(({ platform_version }) => platform_version === version);
  return { restores: source?.restores ?? version };
}

/** Content that is not published again by itself after a rollback: what was live, and what this action last published; never what is live now. */
function held(before: PublishedFlow, record: AuditRecord): string[] {
  const all = history(before, record);
  const [replaced, now] = [all.at(-2), all.at(-1)];
  const gone = [before.content_digest, replaced ? contentOf(replaced) : ''];
  return [...new Set([...before.held, ...gone])]
    .filter((content) => content !== '' && content !== (now && contentOf(now)))
    .slice(-MOST_HELD);
}
