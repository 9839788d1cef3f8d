import type { FlowState } from '../audit/ledger.ts';
import { releaseName } from '../audit/names.ts';
import { UserError } from '../errors.ts';
import type { OrgFlow } from '../genesys/port.ts';
import { readRegion } from '../manifest/region.ts';
import { foreignWork } from '../plan/decide.ts';
import type { FlowResult, RunResult } from '../report/result.ts';
import { counted } from '../report/words.ts';
import { connect, readTrail, type Task } from './connected.ts';

/** Tells which flows no longer are what was last published from git, by the org's list of flows alone. Touches nothing. */
export async function drift(task: Task): Promise<RunResult> {
  const { inputs, ports, notices } = task;
  const { state } = await readTrail('drift', task);
  const known = Object.values(state.flows);
  if (known.length === 0) {
    throw new UserError(
      `nothing was published from here to "${state.environment}" yet`,
      'Drift is told against the audit trail; check the inputs "environment" and "audit-branch".',
    );
  }
  const names = [...new Set(known.map(({ region }) => region))];
  const name = inputs.region?.name ?? names[0] ?? '';
  const { region } = readRegion(name);
  if (!region)
    throw new UserError(`the audit trail names an unknown region, ${name}`, 'Set the input "region".');
  const { genesys } = await connect('drift', task, region);
  const org = new Map(
    (await ports.log.group('List the flows of the org', () => genesys.listFlows())).map((flow) => [
      flow.id,
      flow,
    ]),
  );
  const flows = known
    .filter((flow) => flow.region === name)
    .map((flow) => compare(flow, org.get(flow.flow_id), genesys.clientId));
  const drifted = flows.filter(({ status }) => status === 'drifted');
  for (const flow of drifted) ports.log.warning(flow.detail);
  const elsewhere = known.length - flows.length;
  return {
    mode: 'drift',
    environment: inputs.environment,
    result: drifted.length > 0 && inputs.failOn !== 'never' ? 'failure' : 'success',
    verdict:
      drifted.length > 0
        ? `${counted(drifted.length, 'flow')} of ${flows.length} no longer as published from git`
        : `${counted(flows.length, 'flow')} as published from git`,
    notices:
      elsewhere > 0
        ? [...notices, `${counted(elsewhere, 'flow')} of other regions (${names.join(', ')}) not looked at.`]
        : notices,
    // What has drifted comes first, for people and for the table's end.
    flows: [...drifted, ...flows.filter(({ status }) => status !== 'drifted')],
    findings: [],
    gone: [],
    records: [],
    auditCommit: undefined,
    auditBranch: inputs.auditBranch,
    planDigest: undefined,
  };
}

function compare(known: FlowState, live: OrgFlow | undefined, clientId: string): FlowResult {
  const foreign = live
    ? (foreignWork(known.flow_name, known, clientId, live) ?? renamed(known, live))
    : `"${known.flow_name}" is not in the org any more`;
  return {
    manifest: known.manifest,
    name: known.flow_name,
    type: known.flow_type,
    id: known.flow_id,
    intention: undefined,
    status: foreign ? 'drifted' : 'unchanged',
    detail: foreign ?? `version ${known.platform_version ?? '?'} is live`,
    release: known.version_matrix ? releaseName(known.version_matrix) : undefined,
    versionBefore: known.platform_version ?? undefined,
    version: live?.published?.id,
    latencyMs: undefined,
    auditId: known.audit_id,
    graph: undefined,
    documents: [],
  };
}

function renamed(known: FlowState, live: OrgFlow): string | undefined {
  if (live.name !== known.flow_name) return `"${known.flow_name}" is called "${live.name}" now`;
  return live.active ? undefined : `"${known.flow_name}" is not active any more`;
}
