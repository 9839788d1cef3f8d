import type { ChangedFlows } from '../changes/changed-flows.ts';
import type { PlanInputs } from '../plan/make-plan.ts';
import { withDependencies } from '../plan/order.ts';
import type { RunResult } from '../report/result.ts';
import { connect, type Run } from './connected.ts';
import { type DigestInputs, digestOf } from './plan-digest.ts';
import { notChecked, planFlows } from './plan-flows.ts';
import { finishResult } from './planned-result.ts';
import { agreedRegion, prepareFlows, type RegionInputs, requirePublishable } from './prepare.ts';
import { type ValidateInputs, withFindings } from './validate.ts';

export type PlanModeInputs = DigestInputs & PlanInputs & ValidateInputs & RegionInputs;

/** Says what publishing the changed flows would do; reads from the org and the audit trail, and touches nothing. */
export function plan(run: Run<PlanModeInputs>): Promise<RunResult> {
  return withFindings('plan', run, (scope) => planScope(run, scope));
}

async function planScope(run: Run<PlanModeInputs>, scope: ChangedFlows): Promise<RunResult> {
  const { workspace } = run;
  requirePublishable(workspace);
  const connected = await connect('plan', run, agreedRegion(workspace, run.inputs));
  const { publishableFlows, refused } = await prepareFlows(workspace, run.ports.secrets);
  // What stands in the way of a flow that a changed one depends on stands in the way of that one, too.
  const files = new Set(
    [...withDependencies(scope.flows, workspace.flows)].map(({ manifest }) => manifest.file),
  );
  const involved = publishableFlows.filter(({ manifest }) => files.has(manifest.file));
  const snapshot = await connected.github?.auditLog.read();
  const { flows, unchecked, consumers } = await planFlows(connected, {
    publishableFlows: involved,
    refused,
    snapshot,
    showChanges: true,
  });
  const changed = new Set(scope.flows.map(({ manifest }) => manifest.file));
  const planned = flows.filter(({ publishable }) => changed.has(publishable.manifest.file));
  const notices = [
    ...run.notices,
    ...(scope.notice ? [scope.notice] : []),
    ...(unchecked.length > 0 ? [notChecked(unchecked)] : []),
    ...consumers.map(
      (line) => `${line} ("republish-consumers: true" publishes those of this repository with it).`,
    ),
  ];
  return {
    ...finishResult('plan', run, {
      scope: scope.flows,
      gateChanges: scope.findings,
      planned,
      refused,
      planDigest: await digestOf(connected, planned),
    }),
    notices,
    gone: scope.gone,
  };
}
