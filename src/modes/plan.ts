import type { ChangedFlows } from '../changes/changed-flows.ts';
import { type ConnectInputs, connectOrg, openRepository } from '../connect.ts';
import { type DigestInputs, digestOf } from '../plan/digest-of.ts';
import type { PlanInputs } from '../plan/make-plan.ts';
import { type MatrixEntry, matrixOf } from '../plan/matrix.ts';
import { withDependencies } from '../plan/order.ts';
import type { RefusedFlow } from '../plan/plan.ts';
import { notChecked, planFlows } from '../plan/plan-flows.ts';
import { agreedRegion, prepareFlows, type RegionInputs, requirePublishable } from '../plan/prepare.ts';
import type { ValidateInputs } from '../report/checked-result.ts';
import { finishResult } from '../report/planned-result.ts';
import type { ModeResult } from '../report/result.ts';
import { withFindings } from '../report/with-findings.ts';
import type { Run } from '../task.ts';

export type PlanModeInputs = ConnectInputs &
  DigestInputs &
  PlanInputs &
  ValidateInputs &
  RegionInputs & {
    /** How many jobs publish the flows. */
    readonly shards: number;
  };

/** Says what publishing the changed flows would do; reads from the org and the audit log, and changes nothing. */
export function plan(run: Run<PlanModeInputs>): Promise<ModeResult> {
  return withFindings('plan', run, (scope) => planScope(run, scope));
}

async function planScope(run: Run<PlanModeInputs>, scope: ChangedFlows): Promise<ModeResult> {
  const { workspace, inputs, ports, facts } = run;
  requirePublishable(workspace);
  const region = agreedRegion(workspace, inputs);
  const genesys = await connectOrg('plan', run, region);
  const repository = inputs.token === '' ? undefined : await openRepository('plan', run);
  const { publishableFlows, refused } = await prepareFlows(workspace, ports.secrets);
  // What stands in the way of a flow that a changed one depends on stands in the way of that one, too.
  const files = new Set(
    [...withDependencies(scope.flows, workspace.flows)].map(({ manifest }) => manifest.file),
  );
  const involved = publishableFlows.filter(({ manifest }) => files.has(manifest.file));
  const view = await repository?.auditLog.read();
  const { flows, unchecked, consumers } = await planFlows(
    { inputs, region, facts, genesys, repository, log: ports.log },
    { publishableFlows: involved, refused, view, showChanges: true },
  );
  const tolerated = await toleratedFlows(run, scope, refused);
  const changed = new Set(scope.flows.map(({ manifest }) => manifest.file));
  const planned = flows.filter(({ publishable }) => changed.has(publishable.manifest.file));
  const destination = { inputs, environment: facts.environment, region, genesys };
  const matrix = await matrixOf(workspace.flows, planned, inputs.shards, (own, shard) =>
    digestOf({ ...destination, shard }, own),
  );
  const notices = [
    ...run.notices,
    ...shardNotice(matrix, inputs.shards),
    ...(scope.notice ? [scope.notice] : []),
    ...(scope.notices ?? []),
    ...(unchecked.length > 0 ? [notChecked(unchecked)] : []),
    ...consumers.map(
      (line) => `${line} ("republish-consumers: true" publishes those of this repository with it).`,
    ),
  ];
  return {
    ...finishResult('plan', run, {
      scope: scope.flows,
      gateChanges: scope.findings,
      comparison: scope.comparison,
      tolerated,
      planned,
      refused,
      planDigest: await digestOf(destination, planned),
    }),
    matrix,
    notices,
    gone: scope.gone,
  };
}

/** Refused flows that would not be, if the findings that the base has as well were fixed: they do not fail the plan. */
async function toleratedFlows(
  { workspace, ports }: Run<PlanModeInputs>,
  { comparison }: ChangedFlows,
  refused: readonly RefusedFlow[],
): Promise<ReadonlySet<string>> {
  if (!comparison || refused.length === 0) return new Set();
  const byNew = await prepareFlows({ ...workspace, flows: comparison.flows }, ports.secrets);
  const still = new Set(byNew.refused.map(({ manifest }) => manifest.file));
  return new Set(refused.map(({ manifest }) => manifest.file).filter((file) => !still.has(file)));
}

function shardNotice(matrix: readonly MatrixEntry[], count: number): string[] {
  if (count === 1 || matrix.length === 0) return [];
  const sizes = matrix.map(({ shard, flows }) => `${shard}: ${flows}`).join(', ');
  const reason =
    matrix.length < count
      ? ' Flows that depend on each other stay in one shard, and the others have nothing to publish.'
      : '';
  return [`Flows to publish by shard: ${sizes}.${reason}`];
}
