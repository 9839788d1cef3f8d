import { type TrailFault, verifyTrail } from '../audit/verify.ts';
import { readHistory } from '../git/history.ts';
import type { RunResult } from '../report/result.ts';
import { counted } from '../text/plural.ts';
import { type AuditLogInputs, openAuditLog, type Task } from './connected.ts';
import { resultOf } from './result.ts';

export interface VerifyInputs extends AuditLogInputs {
  /** A commit that the audit branch must still have; empty: none. */
  readonly expectedHead: string;
}

/** Faults that the summary names; the log has all of them. */
const MOST_SHOWN = 50;

/** Checks the whole audit trail in the clone of the workspace, and against what is remembered of it elsewhere. */
export async function verify(task: Task<VerifyInputs>): Promise<RunResult> {
  const { inputs, ports } = task;
  const { log } = ports;
  const history = await log.group('Read the audit trail', () => readHistory(ports.git, inputs.auditBranch));
  const auditIds = await log.group('Read the deployments', () => known(task));
  const { head, commits, records, faults } = verifyTrail(history, { head: inputs.expectedHead, auditIds });
  for (const fault of faults) log.warning(words(fault));
  const size = `${counted(records.length, 'record')} in ${counted(commits, 'commit')}`;
  const against = [
    ...(inputs.expectedHead === '' ? [] : ['the expected head']),
    ...(auditIds.length === 0 ? [] : [counted(auditIds.length, 'deployment')]),
  ];
  return resultOf('verify', task, {
    result: faults.length > 0 ? 'failure' : 'success',
    verdict:
      faults.length > 0
        ? `The audit trail is not as this action wrote it: ${counted(faults.length, 'fault')} (${size})`
        : `The audit trail is whole: ${size}${against.length > 0 ? `, held against ${against.join(' and ')}` : ''}`,
    notices: [
      ...task.notices,
      ...faults.slice(0, MOST_SHOWN).map(words),
      ...(faults.length > MOST_SHOWN ? [`… and ${faults.length - MOST_SHOWN} more in the log`] : []),
    ],
    auditCommit: head,
  });
}

/** Audit ids that GitHub's deployments remember; none without a token. */
async function known(task: Task<AuditLogInputs>): Promise<readonly string[]> {
  if (task.inputs.token === '') return [];
  const { api } = await openAuditLog('verify', task);
  return api.deployedAuditIds();
}

function words({ commit, path, message }: TrailFault): string {
  return `Commit ${commit.slice(0, 7) || '(none)'}${path === '' ? '' : `, ${path}`}: ${message}`;
}
