import { type ExternalRecord, readDispatch } from '../audit/external.ts';
import { releaseName } from '../audit/names.ts';
import { type AuditLogInputs, openRepository } from '../connect.ts';
import { ConfigurationError } from '../errors.ts';
import { DISPATCH_TYPE } from '../event/event.ts';
import { entryOf, modeResult } from '../report/new-result.ts';
import type { FlowResult, ModeResult } from '../report/result.ts';
import type { Task } from '../task.ts';

/** Writes a deployment event from outside into the audit log, as external. The published state stays as it is. */
export async function record(task: Task<AuditLogInputs>): Promise<ModeResult> {
  const { event, ports } = task;
  const { dispatch } = event;
  if (dispatch?.type !== DISPATCH_TYPE) {
    throw new ConfigurationError(
      `mode record takes repository_dispatch events of type ${DISPATCH_TYPE}; this run was started by ${event.name || 'something else'}${dispatch ? ` of type ${JSON.stringify(dispatch.type.slice(0, 60))}` : ''}`,
      `Set "on: repository_dispatch: types: [${DISPATCH_TYPE}]" in the workflow.`,
    );
  }
  const read = readDispatch(dispatch.payload, task.facts, ports.uuid(), ports.clock.now());
  const made = ports.secrets.data(read);
  ports.log.info(`record ${JSON.stringify(made)}`);
  const { auditLog } = await openRepository('record', task);
  const auditCommit = await auditLog.append(
    [made],
    `Record a deployment from outside in ${made.environment}`,
  );
  ports.log.info(`Recorded in commit ${auditCommit} of ${auditLog.branch}`);
  return modeResult({
    notices: task.notices,
    result: 'success',
    verdict: `Recorded: ${made.action} of ${made.flow_name || made.flow_id}, ${made.status}`,
    flows: [flowResult(made)],
    records: [made],
    auditCommit,
  });
}

function flowResult(made: ExternalRecord): FlowResult {
  const { version_matrix: matrix } = made;
  return entryOf({
    manifest: '',
    name: made.flow_name || made.flow_id,
    type: '',
    id: made.flow_id,
    // It is the recording that went well; what was recorded stands beside it.
    status: 'success',
    detail: `recorded from an external report: ${made.action}, ${made.status}`,
    release: matrix ? releaseName(matrix) : undefined,
    latencyMs: made.latency_ms ?? undefined,
    auditId: made.audit_id,
  });
}
