import type { AuditInputs } from '../audit/audit-log.ts';
import type { Mode } from '../event/mode.ts';
import type { Run, Task } from '../task.ts';
import type { FlowResult, RunResult } from './result.ts';

/** What every result is made of. */
export type ResultInputs = Pick<Task<AuditInputs>, 'inputs' | 'notices'> &
  Partial<Pick<Run<AuditInputs>, 'workspace'>>;

/** A result with what every mode has to say, and nothing of what only some have. */
export function resultOf(
  mode: Mode,
  { inputs, notices, workspace }: ResultInputs,
  said: Pick<RunResult, 'result' | 'verdict'> & Partial<RunResult>,
): RunResult {
  return {
    mode,
    environment: inputs.environment,
    notices,
    flows: [],
    findings: [],
    gone: [],
    records: [],
    auditCommit: undefined,
    auditBranch: inputs.auditBranch,
    planDigest: undefined,
    skipped: workspace?.ignored ?? [],
    ...said,
  };
}

/** The entry of a flow of which no file is at hand. */
export function entryOf(
  said: Pick<FlowResult, 'manifest' | 'name' | 'type' | 'id' | 'status' | 'detail'> & Partial<FlowResult>,
): FlowResult {
  return {
    action: undefined,
    release: undefined,
    versionBefore: undefined,
    version: undefined,
    latencyMs: undefined,
    auditId: undefined,
    definition: undefined,
    documents: [],
    ...said,
  };
}

/** A result with what is to be said about interrupted runs that were recovered, and more notices. */
export function withRecovery(
  result: RunResult,
  { notices, failed }: { readonly notices: readonly string[]; readonly failed: boolean },
  more: readonly string[] = [],
): RunResult {
  return {
    ...result,
    notices: [...result.notices, ...more, ...notices],
    result: failed ? 'failure' : result.result,
  };
}
