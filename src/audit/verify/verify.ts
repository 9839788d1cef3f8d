import type { BranchHistory } from '../../git/history.ts';
import type { LogRecord } from '../published-state.ts';
import { readRecord } from '../record-file.ts';
import type { StateKeys } from '../state-seal.ts';
import { ChainCheck } from './chain.ts';
import { IntentCheck } from './intents.ts';
import { placeOf } from './place.ts';
import { RecordCheck } from './records.ts';
import { SnapshotCheck } from './snapshots.ts';
import { StateCheck } from './states.ts';
import type { Change, LogFault, Step } from './step.ts';

/** What the verification of an audit log came to. */
export interface Verified {
  readonly head: string;
  readonly commits: number;
  readonly records: readonly LogRecord[];
  readonly faults: readonly LogFault[];
  /** Commits of states whose seal was checked with the secret, and those that were made with another or without one here. */
  readonly seals: { readonly checked: number; readonly unchecked: number };
}

/** What must be in the audit log, as others than the branch know it. */
export interface Anchors {
  /** A commit that was the head once; empty: none is known. */
  readonly head: string;
  /** Audit ids that were given out. */
  readonly auditIds: readonly string[];
  /** Commits whose signature GitHub does not accept; none where GitHub was not asked. */
  readonly unverified?: readonly string[];
}

/** Files whose texts the verification needs from the start; it recomputes states instead of reading them. */
export function needsText(path: string): boolean {
  const holds = placeOf(path)?.holds;
  return holds === 'record' || holds === 'intent' || holds === 'snapshot';
}

/**
 * Checks an audit log commit by commit: one line of signed commits, plain files at their exact paths, records that are added
 * once, intents that are begun and closed with a record, states that follow from the records, snapshots that their records
 * name, and nothing missing that the anchors know. Linear in commits and records.
 */
export async function verifyAuditLog(
  history: BranchHistory,
  anchors: Anchors,
  keyOf: StateKeys = () => undefined,
): Promise<Verified> {
  const faults: LogFault[] = [];
  const chain = new ChainCheck();
  const intents = new IntentCheck();
  const records = new RecordCheck();
  const states = new StateCheck(history.read, keyOf);
  const snapshots = new SnapshotCheck(records.byId);
  for (const [at, commit] of history.commits.entries()) {
    const fault = (path: string, message: string) => void faults.push({ commit: commit.sha, path, message });
    for (const message of chain.check(commit)) fault('', message);
    const step = stepOf(history, at, fault);
    const closed = intents.check(step);
    records.check(step, intents);
    await states.check(step, closed);
    snapshots.check(step);
  }
  for (const commit of anchors.unverified ?? []) {
    faults.push({ commit, path: '', message: 'has no signature that GitHub accepts as its own' });
  }
  const head = history.commits.at(-1)?.sha ?? '';
  for (const message of missing(history, anchors, records.byId))
    faults.push({ commit: head, path: '', message });
  return {
    head,
    commits: history.commits.length,
    records: [...records.byId.values()].map(({ record }) => record),
    faults,
    seals: states.seals,
  };
}

/** Sorts the files that a commit changes. What does not belong on the branch is a fault, and looked at no further. */
function stepOf({ commits, texts }: BranchHistory, at: number, fault: Step['fault']): Step {
  const commit = commits[at] as BranchHistory['commits'][number];
  const records: [string, LogRecord][] = [];
  const files: Record<'state' | 'intent' | 'snapshot', Change[]> = { state: [], intent: [], snapshot: [] };
  for (const change of commit.changes) {
    const { path, kind, mode, blob } = change;
    const place = placeOf(path);
    if (!place) fault(path, 'does not belong to the audit log');
    else if (kind !== 'D' && mode !== '100644') fault(path, `is not a plain file (mode ${mode})`);
    else if (place.holds === 'readme') {
      if (at > 0) fault(path, 'was changed after the first commit');
    } else if (place.holds === 'record') {
      const read = kind === 'A' ? readRecord(texts.get(blob), path) : undefined;
      if (!read) fault(path, kind === 'D' ? 'is a record that was removed' : 'is a record that was changed');
      else if (!read.ok) fault(path, `is not a record: ${read.why}`);
      else records.push([path, read.record]);
    } else {
      const text = kind === 'D' ? undefined : texts.get(blob);
      files[place.holds].push({ ...change, environment: place.environment, text });
    }
  }
  const { state: states, intent: intents, snapshot: snapshots } = files;
  return { commit, records, states, intents, snapshots, fault };
}

function missing(
  { commits }: BranchHistory,
  { head, auditIds }: Anchors,
  records: ReadonlyMap<string, unknown>,
): string[] {
  const lost = auditIds.filter((id) => !records.has(id));
  return [
    ...(head === '' || commits.some(({ sha }) => sha === head)
      ? []
      : [`the commit ${head}, which was the head once, is gone: the branch was cut off or rewritten`]),
    ...lost.map((id) => `the record ${id}, which a deployment names, is not in the audit log`),
  ];
}
