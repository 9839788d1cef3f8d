import type { AuditLog } from '../audit/audit-log.ts';
import type { Intent } from '../audit/intent.ts';
import { NotRecorded } from '../audit/not-recorded.ts';
import type { AuditRecord } from '../audit/record.ts';
import { ActionError } from '../errors.ts';
import type { Connected } from './connected.ts';

/** What a run has to write down when it ends. */
export interface Account {
  readonly intent: Intent;
  readonly records: readonly AuditRecord[];
  /** What of the intent stays open, because its end is not known. */
  readonly open: Intent | undefined;
  /** What is live now, in words. */
  readonly live: string;
}

/** Writes the records; if that cannot be done they are printed, with what is live, and the step fails. */
export async function writeDown(connected: Connected<unknown>, account: Account): Promise<string> {
  const { log } = connected.ports;
  const { intent, records, open, live } = account;
  const auditLog = auditLogOf(connected);
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

/** The trail of a run that has a token. */
export function auditLogOf({ github }: Connected<unknown>): AuditLog {
  if (!github) throw new Error('a run that writes, without a token');
  return github.auditLog;
}
