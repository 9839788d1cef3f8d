import type { AuditView } from '../audit/branch.ts';
import type { AuditRecord } from '../audit/record.ts';
import { type AuditLogInputs, openRepository, type Repository } from '../connect.ts';
import type { Credentials } from '../genesys/credentials.ts';
import { pool } from '../net/pool.ts';
import type { PublishableFlow } from '../plan/plan.ts';
import { knownState, plannedByState } from '../plan/plan-flow.ts';
import { agreedRegion, prepareFlows, type RegionInputs, requirePublishable } from '../plan/prepare.ts';
import { failsBy, flowResult, type ValidateInputs } from '../report/checked-result.ts';
import { isFailed } from '../report/flow-rank.ts';
import { type Gathered, gatheredFlow } from '../report/gathered-flow.ts';
import { modeResult } from '../report/new-result.ts';
import type { FlowResult, ModeResult } from '../report/result.ts';
import { STATUSES } from '../report/status.ts';
import { withFindings } from '../report/with-findings.ts';
import type { Run } from '../task.ts';
import { counted } from '../text/plural.ts';

export type GatherInputs = ValidateInputs & RegionInputs & AuditLogInputs & Pick<Credentials, 'clientSecret'>;

/** Records that are read at once, and at most: each costs a request to GitHub, which allows 1,000 an hour. */
const AT_ONCE = 8;
const MOST_RECORDS = 400;

/** Gives one result for all shards of a run, from the audit log: what is live, what failed, and what no job published. */
export function gather(run: Run<GatherInputs>): Promise<ModeResult> {
  return withFindings('gather', run, () => gatherWorkspace(run));
}

async function gatherWorkspace(run: Run<GatherInputs>): Promise<ModeResult> {
  const { workspace, inputs, ports } = run;
  requirePublishable(workspace);
  const region = agreedRegion(workspace, inputs);
  const repository = await openRepository('gather', run);
  const { publishableFlows, refused } = await prepareFlows(workspace, ports.secrets);
  const view = await ports.log.group('Read the audit log', () => repository.auditLog.read());
  const { records, left } = await recordsOf(run, repository, view);
  const gathered: Gathered = {
    records: new Map(records.map((record) => [record.manifest, record])),
    open: new Map(repository.auditLog.openFlows(view).map((flow) => [flow.key, flow])),
    isSuperseded: await superseded(run, repository, view, publishableFlows),
  };
  const reasons = new Map(refused.map(({ manifest, reason }) => [manifest.file, reason]));
  const byFile = new Map(publishableFlows.map((each) => [each.manifest.file, each]));
  const flows = workspace.flows.map((checked): FlowResult => {
    const publishable = byFile.get(checked.manifest.file);
    const base = flowResult(checked);
    if (!publishable) {
      return { ...base, status: 'blocked', detail: reasons.get(base.manifest) ?? 'validation found errors' };
    }
    const known = knownState(view.state, publishable);
    const planned = plannedByState(publishable, known, region.name);
    return { ...base, ...gatheredFlow(publishable, known, planned, gathered) };
  });
  const findings = workspace.flows.flatMap((flow) => flow.findings);
  const failed = flows.filter(isFailed);
  const isBad = failed.length > 0 || failsBy('error', findings);
  const isQuiet = flows.every(({ status }) => STATUSES[status].counts === 'quiet');
  return modeResult({
    result: isBad ? 'failure' : isQuiet ? 'unchanged' : 'success',
    verdict: verdict(flows),
    notices: [
      ...run.notices,
      ...(inputs.clientSecret === ''
        ? ['Not checked who wrote the state of the audit log: there is no "client-secret".']
        : []),
      ...(left > 0 ? [`Not read: ${counted(left, 'record')}. The limit is ${MOST_RECORDS}.`] : []),
    ],
    flows,
    findings,
    records,
    auditCommit: view.head,
  });
}

/** The records that this run wrote last, and how many of them were not read. */
async function recordsOf(
  { context }: Run<GatherInputs>,
  { auditLog }: Repository,
  view: AuditView,
): Promise<{ readonly records: readonly AuditRecord[]; readonly left: number }> {
  const [first, ...more] = view.state.last_records;
  const oldest = first && (await auditLog.record(view, first));
  // All of them are of one run.
  if (!oldest || oldest.run_id !== context.runId) return { records: [], left: 0 };
  const read = await pool(more.slice(0, MOST_RECORDS - 1), AT_ONCE, (each) => auditLog.record(view, each));
  const records = [oldest, ...read.flatMap((record) => record ?? [])];
  return { records, left: Math.max(0, more.length - MOST_RECORDS + 1) };
}

/** Returns whether a newer commit was published of a flow; each commit is compared once. */
async function superseded(
  run: Run<GatherInputs>,
  { api }: Repository,
  { state }: AuditView,
  flows: readonly PublishableFlow[],
): Promise<Gathered['isSuperseded']> {
  const { commit } = run.facts;
  const commits = new Set(flows.map((flow) => knownState(state, flow)?.commit ?? ''));
  const newer = new Set<string>();
  for (const other of commits) {
    if (other === '' || other === commit) continue;
    if ((await api.relation(other, commit)) === 'behind') newer.add(other);
  }
  return ({ commit: other }) => newer.has(other);
}

function verdict(flows: readonly FlowResult[]): string {
  const count = (status: FlowResult['status']) => flows.filter((flow) => flow.status === status).length;
  const failed = flows.filter(isFailed);
  const live = count('success');
  const rest = [
    ...(count('adopted') > 0 ? [`${count('adopted')} adopted`] : []),
    `${count('unchanged')} unchanged`,
    ...(count('held') > 0 ? [`${count('held')} held after a rollback`] : []),
    ...(count('superseded') > 0 ? [`${count('superseded')} superseded`] : []),
  ].join(', ');
  if (failed.length === 0) return `${counted(live, 'flow')} published and verified live, ${rest}`;
  const reasons = [...new Set(failed.map(({ status }) => STATUSES[status].label))].join(', ');
  return `Publish failed: ${counted(failed.length, 'flow')} not published (${reasons}), ${live} live, ${rest}`;
}
