import { contentOf, type FlowState, LEDGER, type LedgerState, type Published } from './ledger.ts';
import { flowKey, releaseName } from './names.ts';
import type { AuditRecord } from './record.ts';

/** Releases remembered per flow; older ones are in the records. */
const MOST_RELEASES = 200;
const MOST_HISTORY = 100;

/** The state after some more records. Only what is live and verified counts, and under which version it is after a way back. */
export function advance(state: LedgerState, records: readonly AuditRecord[]): LedgerState {
  const flows: Record<string, FlowState> = Object.assign(Object.create(null), state.flows);
  for (const record of records) {
    if (record.status === 'rolled_back') rolledBackAs(flows, record);
    if (record.status !== 'success') continue;
    const key = flowKey(record.flow_type, record.flow_name);
    const before = flows[key] ?? renamedFrom(flows, record);
    const releases = Object.entries(before?.releases ?? {});
    // Somebody else's work that went back to an earlier version is still nobody's but theirs.
    if (record.action === 'rollback' && !before) continue;
    const release = record.version_matrix && releaseName(record.version_matrix);
    const kept =
      release === null || record.content_digest === ''
        ? releases
        : [...releases.filter(([name]) => name !== release), [release, record.content_digest]];
    flows[key] = {
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
    };
  }
  return {
    ...state,
    last_records: records.length === 0 ? state.last_records : records.map((record) => LEDGER.record(record)),
    flows: Object.fromEntries(Object.entries(flows).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Where a failed publish was put back as a new version of what was live before, that version is the one of the flow now. */
function rolledBackAs(flows: Record<string, FlowState>, record: AuditRecord): void {
  const [key, state] = Object.entries(flows).find(([, { flow_id }]) => flow_id === record.flow_id) ?? [];
  const { platform_version_before: before, platform_version_after: after } = record;
  if (key === undefined || !state || after === null || after === before) return;
  if (state.platform_version !== before) return;
  flows[key] = {
    ...state,
    platform_version: after,
    history: history(state, { ...record, ...asBefore(state), action: 'rollback', restored_version: before }),
  };
}

/** What says of a version that it is the content that was live before. */
function asBefore({ version_matrix, content_digest, audit_id }: FlowState) {
  return { version_matrix, content_digest, audit_id };
}

/** The state of a flow under the name that it had before, which is taken out; ids stay when names change. */
function renamedFrom(flows: Record<string, FlowState>, record: AuditRecord): FlowState | undefined {
  const [key, found] = Object.entries(flows).find(([, { flow_id }]) => flow_id === record.flow_id) ?? [];
  if (key !== undefined) delete flows[key];
  return found;
}

/** What was live so far, and now this; a version that somebody else had published in between is part of it. */
function history(before: FlowState | undefined, record: AuditRecord): Published[] {
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

/** The version that a rollback made live again; that of one that was itself made by a rollback is the one from before it. */
function restores(known: readonly Published[], record: AuditRecord): Pick<Published, 'restores'> {
  const version = record.restored_version ?? record.platform_version_after;
  if (record.action !== 'rollback' || version === null) return {};
  const source = known.findLast(({ platform_version }) => platform_version === version);
  return { restores: source?.restores ?? version };
}

/** What is held after a rollback: what was live, by whomever, and what was last published from here; never what is live now. */
function held(before: FlowState, record: AuditRecord): string[] {
  const all = history(before, record);
  const [replaced, now] = [all.at(-2), all.at(-1)];
  const gone = [before.content_digest, replaced ? contentOf(replaced) : ''];
  return [...new Set([...before.held, ...gone])].filter(
    (content) => content !== '' && content !== (now && contentOf(now)),
  );
}
