import { type ExternalRecord, readDispatch } from '../audit/external.ts';
import { DISPATCH_TYPE } from '../audit/names.ts';
import { UserError } from '../errors.ts';
import type { RunResult } from '../report/result.ts';
import { factsOf, openTrail, type Task } from './connected.ts';

/** Writes a deployment event from outside into the trail, as external; what is published is not touched by it. */
export async function record(task: Task): Promise<RunResult> {
  const { inputs, event, ports } = task;
  const { dispatch } = event;
  if (dispatch?.type !== DISPATCH_TYPE) {
    throw new UserError(
      `mode record takes repository_dispatch events of type ${DISPATCH_TYPE}; this run was started by ${event.name || 'something else'}${dispatch ? ` of type ${JSON.stringify(dispatch.type.slice(0, 60))}` : ''}`,
      `Set "on: repository_dispatch: types: [${DISPATCH_TYPE}]" in the workflow.`,
    );
  }
  const made = readDispatch(dispatch.payload, factsOf(task), ports.uuid(), ports.clock.now());
  ports.log.info(`record ${JSON.stringify(made)}`);
  const { trail } = await openTrail('record', task);
  const auditCommit = await trail.append([made], `Record a deployment from outside in ${made.environment}`);
  ports.log.info(`Recorded in commit ${auditCommit} of ${trail.branch}`);
  return {
    mode: 'record',
    environment: inputs.environment,
    result: 'success',
    verdict: `Recorded: ${made.action} of ${made.flow_name || made.flow_id}, ${made.status}`,
    notices: task.notices,
    flows: [flowResult(made)],
    findings: [],
    gone: [],
    records: [made],
    auditCommit,
    auditBranch: inputs.auditBranch,
    planDigest: undefined,
  };
}

function flowResult(made: ExternalRecord): RunResult['flows'][number] {
  const { version_matrix: matrix } = made;
  return {
    manifest: '',
    name: made.flow_name || made.flow_id,
    type: '',
    id: made.flow_id,
    intention: undefined,
    // It is the recording that went well; what was recorded stands beside it.
    status: 'success',
    detail: `recorded as told from outside: ${made.action}, ${made.status}`,
    release: matrix ? `${matrix.major}.${matrix.minor}.${matrix.patch}` : undefined,
    versionBefore: undefined,
    version: undefined,
    latencyMs: made.latency_ms ?? undefined,
    auditId: made.audit_id,
    graph: undefined,
    documents: [],
  };
}
