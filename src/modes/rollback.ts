import { deployAll } from '../audit/deployments.ts';
import type { PublishedFlow } from '../audit/published-state.ts';
import { type AcceptInputs, type ConnectInputs, connectOrg, openRepository } from '../connect.ts';
import { ConfigurationError } from '../errors.ts';
import { type Region, readRegion } from '../manifest/region.ts';
import type { RegionInputs } from '../plan/prepare.ts';
import { Recovery, type RecoveryInputs } from '../recovery/recovery.ts';
import { releasePorts } from '../release/ports.ts';
import { transact } from '../release/transaction.ts';
import { withRecovery } from '../report/new-result.ts';
import type { ModeResult } from '../report/result.ts';
import { rollbackResult } from '../report/rollback-result.ts';
import { isDone, planRollback, recordOf, rollBack, rollbackIntent } from '../rollback/on-demand.ts';
import { orgFlowState } from '../rollback/org-flow-state.ts';
import { findFlow, knownFlow } from '../rollback/target.ts';
import type { Task } from '../task.ts';

export interface RollbackInputs
  extends ConnectInputs,
    AcceptInputs,
    RecoveryInputs,
    Pick<RegionInputs, 'region'> {
  /** The flow: its name, `TYPE/name`, manifest or id. */
  readonly flow: string;
  /** A platform version (`3.0`), a release version (`1.2.0`), or `previous`. */
  readonly toVersion: string;
}

/** Rolls one flow back to an earlier version, reads back that it is live, and records which publish that undoes. */
export async function rollback(task: Task<RollbackInputs>): Promise<ModeResult> {
  const { inputs, ports, facts } = task;
  if (inputs.flow === '') {
    throw new ConfigurationError(
      'mode rollback needs the input "flow"',
      'Set it to the name or manifest of a flow.',
    );
  }
  const repository = await openRepository('rollback', task);
  const { state } = await repository.auditLog.read();
  const region = regionOf(
    knownFlow(state, inputs.flow) ?? (inputs.region ? undefined : findFlow(state, inputs.flow)),
    inputs.region,
  );
  const genesys = await connectOrg('rollback', task, region);
  const context = { ...repository, genesys, facts, inputs, ports };
  const recovery = new Recovery(context);

  const { plan, done } = await transact(repository.auditLog, ports.log, {
    acquire: () => recovery.acquire(),
    plan: async (view) => {
      const known = knownFlow(view.state, inputs.flow);
      const flow = known ?? (await orgFlowState(genesys, inputs.flow, region.name));
      return planRollback(genesys, flow, inputs);
    },
    intent: async (planned) =>
      isDone(planned)
        ? undefined
        : rollbackIntent(planned, facts, {
            id: ports.uuid(),
            now: ports.clock.now(),
            until: ports.deadline.at,
          }),
    act: async (planned, intent, view) => {
      const started = ports.clock.now();
      const release = releasePorts(context, intent, view.state);
      const end = await ports.log.group('Roll back', () => rollBack(planned, release));
      const now = ports.clock.now();
      const ids = { id: ports.uuid(), now, latencyMs: now - started };
      const record = ports.secrets.data(recordOf(planned, end, facts, ids));
      return { intent, records: [record], open: undefined, live: end.detail, end };
    },
  });

  if (done) await deployAll(context, done.records);
  return withRecovery(rollbackResult(plan, done, task), recovery);
}

/** The region that a flow was published to; where it was not published from here, the one that is given. */
function regionOf(known: PublishedFlow | undefined, given: Region | undefined): Region {
  const region = known ? readRegion(known.region).region : given;
  if (region && (given === undefined || given.name === region.name)) return region;
  throw new ConfigurationError(
    `"${known?.flow_name}" was published to ${known?.region}${given ? `, and the input "region" says ${given.name}` : ''}`,
    'Leave "region" empty, or check the input "environment".',
  );
}
