import type { AuditInputs } from '../audit/audit-log.ts';
import type { Mode } from '../event/mode.ts';
import type { FlowResult, RunResult } from '../report/result.ts';
import type { Run, Task } from './connected.ts';

/** A result with what every mode has to say, and nothing of what only some have. */
export function resultOf(
  mode: Mode,
  {
    inputs,
    notices,
    workspace,
  }: Pick<Task<AuditInputs>, 'inputs' | 'notices'> & Partial<Pick<Run<AuditInputs>, 'workspace'>>,
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
