import { stateKeys } from '../audit/state-seal.ts';
import type { LogFinding } from '../audit/verify/step.ts';
import { needsText, type Verified, verifyAuditLog } from '../audit/verify/verify.ts';
import { type AcceptInputs, type AuditLogInputs, openRepository } from '../connect.ts';
import type { Credentials } from '../genesys/credentials.ts';
import { readHistory } from '../git/history.ts';
import { modeResult } from '../report/new-result.ts';
import type { ModeResult } from '../report/result.ts';
import type { Task } from '../task.ts';
import { counted } from '../text/plural.ts';

export type VerifyInputs = AuditLogInputs & AcceptInputs & Pick<Credentials, 'clientSecret'>;

/** Findings that the summary shows; the log has all of them. */
const MOST_SHOWN = 50;

/**
 * Checks the whole audit log in the clone of the workspace, and against what is known of it elsewhere. With the secret of the
 * OAuth client it also checks who wrote the states.
 */
export async function verify(task: Task<VerifyInputs>): Promise<ModeResult> {
  const { inputs, context, ports } = task;
  const { log } = ports;
  const history = await log.group('Read the audit log', () =>
    readHistory(ports.git, inputs.auditBranch, needsText),
  );
  const { auditIds, unverified } = await log.group('Ask GitHub', () =>
    known(task, history.commits.at(-1)?.sha ?? ''),
  );
  const keys = stateKeys(inputs.clientSecret, {
    repository: context.repository,
    auditBranch: inputs.auditBranch,
  });
  const anchors = { head: inputs.expectedHead, auditIds, unverified };
  const verified = await verifyAuditLog(history, anchors, keys);
  const { head, commits, records, findings } = verified;
  for (const finding of findings) log.warning(words(finding));
  const size = `${counted(records.length, 'record')} in ${counted(commits, 'commit')}`;
  const against = [
    ...(inputs.expectedHead === '' ? [] : ['the expected head']),
    ...(auditIds.length === 0 ? [] : [counted(auditIds.length, 'deployment')]),
  ];
  return modeResult({
    result: findings.length > 0 ? 'failure' : 'success',
    verdict:
      findings.length > 0
        ? `The audit log is not as this action wrote it: ${counted(findings.length, 'finding')} (${size})`
        : `The audit log is complete and unchanged: ${size}${against.length > 0 ? `, compared with ${against.join(' and ')}` : ''}`,
    notices: [
      ...task.notices,
      ...findings.slice(0, MOST_SHOWN).map(words),
      ...(findings.length > MOST_SHOWN ? [`… and ${findings.length - MOST_SHOWN} more in the log`] : []),
      ...notChecked(task, verified, auditIds),
    ],
    auditCommit: head,
  });
}

/** What the verification could not check, and why. */
function notChecked(
  { inputs }: Task<VerifyInputs>,
  { seals }: Verified,
  auditIds: readonly string[],
): string[] {
  const states = counted(seals.unchecked, 'state');
  return [
    ...(seals.unchecked === 0
      ? []
      : [
          inputs.clientSecret === ''
            ? `Not checked who wrote ${states}: give "client-secret" to check their seals.`
            : `Not checked who wrote ${states}: they were sealed with another secret.`,
        ]),
    ...(inputs.token === ''
      ? ['Not checked with GitHub whether the signatures are its own: there is no token.']
      : []),
    ...(inputs.expectedHead === '' && auditIds.length === 0
      ? [
          'Not checked whether the newest records were cut off: no deployment and no "expected-head" is known.',
        ]
      : []),
  ];
}

/** What GitHub knows of the audit log: the audit ids of its deployments, and whose signatures it does not accept. */
async function known(
  task: Task<VerifyInputs>,
  head: string,
): Promise<{ readonly auditIds: readonly string[]; readonly unverified: readonly string[] }> {
  if (task.inputs.token === '') return { auditIds: [], unverified: [] };
  const { api } = await openRepository('verify', task);
  return { auditIds: await api.deployedAuditIds(), unverified: await api.unverifiedCommits(head) };
}

function words({ commit, path, message }: LogFinding): string {
  return `Commit ${commit.slice(0, 7) || '(none)'}${path === '' ? '' : `, ${path}`}: ${message}`;
}
