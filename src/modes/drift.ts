import { releaseName } from '../audit/names.ts';
import type { PublishedFlow } from '../audit/published-state.ts';
import { type ConnectInputs, connectOrg, openRepository } from '../connect.ts';
import { ActionError, ConfigurationError } from '../errors.ts';
import type { OrgFlow } from '../genesys/port.ts';
import type { GitHub, Issue } from '../github/port.ts';
import { readRegion } from '../manifest/region.ts';
import { pool } from '../net/pool.ts';
import { foreignWork } from '../plan/decide.ts';
import { compareVersions } from '../plan/live-content.ts';
import type { PlanInputs } from '../plan/make-plan.ts';
import type { RegionInputs } from '../plan/prepare.ts';
import type { ValidateInputs } from '../report/checked-result.ts';
import { driftIssue } from '../report/drift-issue.ts';
import { entryOf, modeResult } from '../report/new-result.ts';
import { redactedFlows } from '../report/redacted.ts';
import type { FlowResult, ModeResult } from '../report/result.ts';
import type { Log } from '../runtime.ts';
import type { Task } from '../task.ts';
import { counted } from '../text/plural.ts';

export type DriftInputs = ConnectInputs &
  RegionInputs &
  Pick<PlanInputs, 'concurrency'> &
  Pick<ValidateInputs, 'failOn'>;

const LABEL = 'genesys-flow-drift';

/** Reports which flows changed in the org since they were published from git. Changes nothing there. */
export async function drift(task: Task<DriftInputs>): Promise<ModeResult> {
  const { inputs, ports, facts, notices } = task;
  const { api, auditLog } = await openRepository('drift', task);
  const view = await auditLog.read();
  const { state } = view;
  const known = Object.values(state.flows);
  if (known.length === 0) {
    throw new ConfigurationError(
      `nothing was published from here to "${state.environment}" yet`,
      'Drift is what differs from the audit log. Check the inputs "environment" and "audit-branch".',
    );
  }
  const names = [...new Set(known.map(({ region }) => region))];
  const name = inputs.region?.name ?? names[0] ?? '';
  const { region } = readRegion(name);
  if (!region)
    throw new ConfigurationError(`the audit log names an unknown region, ${name}`, 'Set the input "region".');
  const genesys = await connectOrg('drift', task, region);
  const org = new Map(
    (await ports.log.group('List the flows of the org', () => genesys.listFlows()))?.map((flow) => [
      flow.id,
      flow,
    ]),
  );
  const here = known.filter((flow) => flow.region === name);
  // Contents are asked for only where the list says that something is different.
  const flows = await pool(here, inputs.concurrency, async (flow): Promise<FlowResult> => {
    const live = org.get(flow.flow_id);
    const result = compare(flow, live, genesys.clientId);
    const [from, to] = [flow.platform_version, live?.published?.id];
    if (result.status !== 'drifted' || !live || !from || !to || from === to) return result;
    const snapshot = await auditLog.snapshot(view, flow.flow_id);
    return { ...result, changes: await compareVersions(genesys, live, from, to, snapshot) };
  });
  const drifted = flows.filter(({ status }) => status === 'drifted');
  for (const flow of drifted) ports.log.warning(flow.detail);
  const title = `Genesys flows have drifted (${facts.environment})`;
  const body = driftIssue(redactedFlows(flows, ports.secrets), facts.runUrl);
  await updateIssue(api, { label: LABEL, title, body }, ports.log);
  const elsewhere = known.length - flows.length;
  return modeResult({
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
  });
}

/** Keeps one issue about the drift as long as there is any. Without the permission the run's own result has to do. */
async function updateIssue(api: GitHub, issue: Issue, log: Log): Promise<void> {
  try {
    const done = await api.keepIssue(issue);
    if (done !== 'none') log.info(`The issue "${issue.title}" was ${done}.`);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    log.info(`No issue was written: ${error.message}. ${error.hint}`);
  }
}

function compare(known: PublishedFlow, live: OrgFlow | undefined, clientId: string): FlowResult {
  const foreign = live
    ? (foreignWork(known.flow_name, known, clientId, live) ?? renamed(known, live))
    : `"${known.flow_name}" is not in the org any more`;
  return entryOf({
    manifest: known.manifest,
    name: known.flow_name,
    type: known.flow_type,
    id: known.flow_id,
    status: foreign ? 'drifted' : 'unchanged',
    detail: foreign ?? `version ${known.platform_version ?? '?'} is live`,
    release: known.version_matrix ? releaseName(known.version_matrix) : undefined,
    versionBefore: known.platform_version ?? undefined,
    version: live?.published?.id,
    auditId: known.audit_id,
  });
}

function renamed(known: PublishedFlow, live: OrgFlow): string | undefined {
  if (live.name !== known.flow_name) return `"${known.flow_name}" is called "${live.name}" now`;
  return live.active ? undefined : `"${known.flow_name}" is not active any more`;
}
