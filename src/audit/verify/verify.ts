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
import type { Change, LogFinding, Step } from './step.ts';

/** The result of verifying an audit log. */
export interface Verified {
  readonly head: string;
  readonly commits: number;
  readonly records: readonly LogRecord[];
  readonly findings: readonly LogFinding[];
  /** Seals of states that were checked with the secret, and those made with another secret or checked without one. */
  readonly seals: { readonly checked: number; readonly unchecked: number };
}

/** What must be in the audit log according to sources outside of the branch. */
export interface Anchors {
  /** A commit that was once the head of the branch; empty if none is known. */
  readonly head: string;
  /** Audit ids that GitHub deployments name. */
  readonly auditIds: readonly string[];
  /** Commits whose signature GitHub does not accept; absent if GitHub was not asked. */
  readonly unverified?: readonly string[];
}

/** Files whose texts the verification needs from the start; it recomputes states instead of reading them. */
export function needsText(path: string): boolean {
  const holds = placeOf(path)?.holds;
  return holds === 'record' || holds === 'intent' || holds === 'snapshot';
}

/**
 * Checks an audit log commit by commit: signed commits without merges, plain files at their exact paths, records that are
 * added once, intents that a record closes, states that match their records, snapshots that match their records, and nothing
 * missing that the anchors name. The time grows with the number of commits and records.
 */
export async function verifyAuditLog(
  history: BranchHistory,
  anchors: Anchors,
  keyOf: StateKeys = () => undefined,
): Promise<Verified> {
  const findings: LogFinding[] = [];
  const chain = new ChainCheck();
  const intents = new IntentCheck();
  const records = new RecordCheck();
  const states = new StateCheck(history.read, keyOf);
  const snapshots = new SnapshotCheck(records.byId);
  for (const [at, commit] of history.commits.entries()) {
    const report = (path: string, message: string) =>
      void findings.push({ commit: commit.sha, path, message });
    for (const message of chain.check(commit)) report('', message);
    const step = stepOf(history, at, report);
    const touched = intents.check(step, (environment) => records.latest(environment));
    records.check(step, intents, touched);
    await states.check(step, touched);
    snapshots.check(step);
  }
  for (const commit of anchors.unverified ?? []) {
    findings.push({ commit, path: '', message: 'has no signature that GitHub marks as verified' });
  }
  const head = history.commits.at(-1)?.sha ?? '';
  for (const message of missing(history, anchors, records.byId))
    findings.push({ commit: head, path: '', message });
  return {
    head,
    commits: history.commits.length,
    records: [...records.byId.values()].map(({ record }) => record),
    findings,
    seals: states.seals,
  };
}

/** Sorts the files that a commit changes by kind. Reports a file that does not belong on the branch and checks it no further. */
function stepOf({ commits, texts }: BranchHistory, at: number, report: Step['report']): Step {
  const commit = commits[at] as BranchHistory['commits'][number];
  const records: [string, LogRecord][] = [];
  const files: Record<'state' | 'intent' | 'snapshot', Change[]> = { state: [], intent: [], snapshot: [] };
  for (const change of commit.changes) {
    const { path, kind, mode, blob } = change;
    const place = placeOf(path);
    if (!place) report(path, 'does not belong to the audit log');
    else if (kind !== 'D' && mode !== '100644') report(path, `is not a plain file (mode ${mode})`);
    else if (place.holds === 'readme') {
      if (at > 0) report(path, 'was changed after the first commit');
    } else if (place.holds === 'record') {
      const read = kind === 'A' ? readRecord(texts.get(blob), path) : undefined;
      if (!read)
        report(
          path,
          kind === 'D' ? 'was removed, and records never are' : 'was changed, and records never are',
        );
      else if (!read.ok) report(path, `is not a record: ${read.why}`);
      else records.push([path, read.record]);
    } else {
      const text = kind === 'D' ? undefined : texts.get(blob);
      files[place.holds].push({ ...change, environment: place.environment, text });
    }
  }
  const { state: states, intent: intents, snapshot: snapshots } = files;
  return { commit, records, states, intents, snapshots, report };
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
      : [`the commit ${head}, once the head of the branch, is gone: the branch was shortened or rewritten`]),
    ...lost.map((id) => `the record ${id} is missing, although a deployment names it`),
  ];
}
