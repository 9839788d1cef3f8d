import type { AuditLog } from '../audit/audit-log.ts';
import type { AuditView } from '../audit/branch.ts';
import type { Intent, NewIntent } from '../audit/intent.ts';
import { NotRecorded } from '../audit/not-recorded.ts';
import type { AuditRecord } from '../audit/record.ts';
import { ActionError } from '../errors.ts';
import type { Log } from '../runtime.ts';

/** How often a run plans again because the audit branch changed meanwhile. */
const MOST_ATTEMPTS = 5;

/** What was done under the lock, to be recorded. */
export interface Done {
  /** The intent as it stands now. */
  readonly intent: Intent;
  readonly records: readonly AuditRecord[];
  /** What of the intent stays open, because its end is not known. */
  readonly open: Intent | undefined;
  /** What is live now, in one line, in case that it cannot be recorded. */
  readonly live: string;
}

/** A change of the org, in the order in which it is made. */
export interface Change<Plan, Result extends Done> {
  /** Waits for the lock, and recovers an interrupted run first. */
  acquire(): Promise<AuditView>;
  plan(view: AuditView): Promise<Plan>;
  /** What is about to be done; undefined: nothing. */
  intent(plan: Plan): Promise<NewIntent | undefined>;
  act(plan: Plan, intent: Intent, view: AuditView): Promise<Result>;
}

/** What a change came to; without a commit nothing was to be done. */
export interface Changed<Plan, Result> {
  readonly view: AuditView;
  readonly plan: Plan;
  readonly done: (Result & { readonly auditCommit: string }) | undefined;
}

/**
 * Changes the org under the lock of the audit log: acquire, plan, begin, act, finish. Plans again where another run was
 * faster, five times at most. Throws an `ActionError` then, and `NotRecorded` if the records cannot be written.
 */
export async function transact<Plan, Result extends Done>(
  auditLog: AuditLog,
  log: Log,
  change: Change<Plan, Result>,
): Promise<Changed<Plan, Result>> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const view = await log.group('Read the audit log', () => change.acquire());
    const plan = await change.plan(view);
    const wanted = await change.intent(plan);
    if (!wanted) return { view, plan, done: undefined };
    const intent = await auditLog.begin(view, wanted);
    if (!intent) continue;
    const done = await change.act(plan, intent, view);
    const auditCommit = await log.group('Record', () => finish(auditLog, log, done));
    return { view, plan, done: { ...done, auditCommit } };
  }
  throw new ActionError(
    `the branch ${auditLog.branch} changed ${MOST_ATTEMPTS} times while this run was planning`,
    'Run again. Nothing was changed in the org.',
  );
}

/** Writes the records. If that is not possible they are in the log, with what is live, and the step fails. */
async function finish(auditLog: AuditLog, log: Log, { intent, records, open, live }: Done): Promise<string> {
  for (const record of records) log.info(`record ${JSON.stringify(record)}`);
  try {
    const commit = await auditLog.finish(intent, records, open);
    log.info(`Recorded in commit ${commit} of ${auditLog.branch}`);
    return commit;
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    throw new NotRecorded(
      `the audit record could not be written: ${error.message}. What is live: ${live}`,
      `${error.hint} The records are in the log above and in the output records-file. The next run finds the open intent and records what is live.`,
      records,
    );
  }
}
