import { type TrailHistory } from '../git/history.ts';
import { advance } from './advance.ts';
import { LEDGER, type LedgerRecord, type LedgerState, parseState } from './ledger.ts';
import type { AuditRecord } from './record.ts';
import { parseSnapshot } from './snapshot.ts';

/** Something on the branch that this action did not do, or that is missing. */
export interface TrailFault {
  readonly commit: string;
  readonly path: string;
  readonly message: string;
}

/** What the verification of a trail came to. */
export interface Verified {
  readonly head: string;
  readonly commits: number;
  readonly records: readonly LedgerRecord[];
  readonly faults: readonly TrailFault[];
}

/** What must be in the trail, as somebody outside of the branch remembers it. */
export interface Anchors {
  /** A commit that was the head once; empty: none is known. */
  readonly head: string;
  /** Audit ids that were given out. */
  readonly auditIds: readonly string[];
}

/**
 * Checks a trail: one line of signed commits that only ever add records, records that are well-formed and stand where
 * they belong, states that follow from them, and nothing missing that the anchors know. Linear in commits and records.
 */
export function verifyTrail({ commits, texts }: TrailHistory, anchors: Anchors): Verified {
  const faults: TrailFault[] = [];
  const records = new Map<string, LedgerRecord>();
  const latest = new Map<string, string>();
  const kept: { path: string; commit: string; auditId: string | undefined }[] = [];
  let previous: string | undefined;
  for (const { sha, parents, signed, changes } of commits) {
    const fault = (path: string, message: string) => void faults.push({ commit: sha, path, message });
    if (parents.length > 1) fault('', 'a merge: the branch must be one line of commits');
    else if (parents[0] !== previous) fault('', 'does not follow the commit before it');
    previous = sha;
    if (!signed) fault('', 'is not signed, so GitHub did not make it for this action');
    for (const { kind, path, blob } of changes) {
      const [room = ''] = path.split('/');
      if (room === 'records') {
        if (kind === 'A') readRecord(path, texts.get(blob), records, fault);
        else fault(path, kind === 'D' ? 'a record was removed' : 'a record was changed');
      } else if (room === 'state' || room === 'intents') {
        if (kind === 'D') latest.delete(path);
        else latest.set(path, blob);
      } else if (room === 'live') {
        if (kind !== 'D') kept.push({ path, commit: sha, auditId: parseSnapshot(texts.get(blob))?.auditId });
      } else if (path !== 'README.md') fault(path, 'does not belong to the trail');
    }
  }
  const head = previous ?? '';
  const missing = (message: string) => void faults.push({ commit: head, path: '', message });
  if (anchors.head !== '' && !commits.some(({ sha }) => sha === anchors.head)) {
    missing(
      `the commit ${anchors.head}, which was the head once, is gone: the branch was cut off or rewritten`,
    );
  }
  const ids = new Set([...records.values()].map(({ audit_id }) => audit_id));
  for (const id of anchors.auditIds) {
    if (!ids.has(id)) missing(`the record ${id}, which a deployment tells of, is not in the trail`);
  }
  for (const { path, commit, auditId } of kept) {
    if (auditId !== undefined && ids.has(auditId)) continue;
    faults.push({ commit, path, message: 'is not what a publish of a record left live' });
  }
  const all = [...records.values()];
  faults.push(...states(all, latest, texts, head));
  return { head, commits: commits.length, records: all, faults };
}

function readRecord(
  path: string,
  text: string | undefined,
  records: Map<string, LedgerRecord>,
  fault: (path: string, message: string) => void,
): void {
  let value: Partial<LedgerRecord> | undefined;
  try {
    value = JSON.parse(text ?? '') as Partial<LedgerRecord>;
  } catch {
    value = undefined;
  }
  if (!isRecord(value)) return fault(path, 'is no record');
  if (LEDGER.record(value) !== path) {
    return fault(path, `holds a record that belongs to ${LEDGER.record(value).slice(0, 200)}`);
  }
  if (records.has(value.audit_id)) return fault(path, `repeats the audit id ${value.audit_id}`);
  records.set(value.audit_id, value);
}

/** True for the content of a file that this action can have written as a record. */
export function isRecord(value: Partial<LedgerRecord> | undefined): value is LedgerRecord {
  if (typeof value !== 'object' || value === null) return false;
  const texts = [
    'audit_id',
    'timestamp',
    'environment',
    'flow_id',
    'flow_name',
    'action',
    'status',
    'commit',
  ];
  const ours = ['region', 'flow_type', 'content_digest', 'manifest'];
  const known = value as Readonly<Record<string, unknown>>;
  return (
    known.schema === 1 &&
    known.event === 'genesys_flow_deploy' &&
    (known.source === 'action' || known.source === 'external') &&
    Number.isSafeInteger(known.run_id) &&
    [...texts, ...(known.source === 'action' ? ours : [])].every((name) => typeof known[name] === 'string') &&
    !Number.isNaN(Date.parse(String(known.timestamp)))
  );
}

/** Holds each state against what its records come to. */
function states(
  records: readonly LedgerRecord[],
  latest: ReadonlyMap<string, string>,
  texts: ReadonlyMap<string, string>,
  head: string,
): TrailFault[] {
  const faults: TrailFault[] = [];
  const ours = records.filter((record): record is AuditRecord => record.source === 'action');
  const names = [...latest.keys()].flatMap((path) => /^state\/(.+)\.json$/.exec(path)?.[1] ?? []);
  for (const environment of new Set([...names, ...ours.map((record) => record.environment)])) {
    const path = LEDGER.state(environment);
    const fault = (message: string) => void faults.push({ commit: head, path, message });
    const mine = ours.filter((record) => record.environment === environment);
    const expected = new Map(Object.entries(advance(parseState(undefined, environment), mine).flows));
    const blob = latest.get(path);
    if (blob === undefined) {
      if (expected.size > 0) fault('is missing');
      continue;
    }
    let flows: LedgerState['flows'];
    try {
      ({ flows } = parseState(texts.get(blob), environment));
    } catch {
      fault('is no state');
      continue;
    }
    for (const [key, wanted] of expected) {
      const found = flows[key];
      if (!found) fault(`lacks ${key}, which record ${wanted.audit_id} published`);
      else if (
        found.audit_id !== wanted.audit_id ||
        found.content_digest !== wanted.content_digest ||
        found.platform_version !== wanted.platform_version
      ) {
        fault(`says something else of ${key} than its last record, ${wanted.audit_id}`);
      }
    }
    for (const key of Object.keys(flows))
      if (!expected.has(key)) fault(`has ${key}, which no record tells of`);
  }
  return faults;
}
