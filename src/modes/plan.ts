import type { Scope } from '../plan/scope.ts';
import type { RunResult } from '../report/result.ts';
import { connect, notChecked, type Run } from './connected.ts';
import { finishResult } from './planned-result.ts';
import { agreedRegion, candidatesOf, requirePublishable } from './prepare.ts';
import { withFindings } from './validate.ts';

/** Says what publishing the changed flows would do; reads from the org and the audit trail, and touches nothing. */
export function plan(run: Run): Promise<RunResult> {
  return withFindings('plan', run, (scope) => planScope(run, scope));
}

async function planScope(run: Run, scope: Scope): Promise<RunResult> {
  requirePublishable(run.workspace);
  const connected = await connect('plan', run, agreedRegion(run.workspace, run.inputs));
  const candidates = await candidatesOf(scope.flows);
  const snapshot = await connected.github?.trail.read();
  const { flows: planned, unchecked, consumers } = await connected.plan(candidates, snapshot);
  const notices = [
    ...run.notices,
    ...(scope.notice ? [scope.notice] : []),
    ...(unchecked.length > 0 ? [notChecked(unchecked)] : []),
    ...consumers.map(
      (line) => `${line} ("republish-consumers: true" publishes those of this repository with it).`,
    ),
  ];
  return {
    ...finishResult('plan', run, connected, { scope: scope.flows, planned }),
    notices,
    gone: scope.gone,
  };
}
