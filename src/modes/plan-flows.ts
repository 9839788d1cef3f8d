import type { AuditView } from '../audit/branch.ts';
import { emptyState } from '../audit/state-file.ts';
import { makePlan, type Plan, type PlanInputs } from '../plan/make-plan.ts';
import { type PublishableFlow, type RefusedFlow, refusedName } from '../plan/plan.ts';
import type { Connected, ConnectInputs } from './connected.ts';

/** The flows to plan, and what a plan is to show. */
export interface ToPlan {
  readonly publishableFlows: readonly PublishableFlow[];
  readonly refused: readonly RefusedFlow[];
  /** The audit log as it was read; undefined without a token. */
  readonly snapshot: AuditView | undefined;
  /** Show what would change against the live version; costs an export a flow. */
  readonly showChanges: boolean;
}

/** Names the kinds of references that a plan leaves to the platform. */
export function notChecked(kinds: readonly string[]): string {
  return `Not checked against the org: ${kinds.join(', ')}.`;
}

/** Compares flows with the org and the published state, and writes the planned actions to the log. */
export async function planFlows(
  { inputs, environment, region, facts, genesys, github, ports }: Connected<ConnectInputs & PlanInputs>,
  { publishableFlows, refused, snapshot, showChanges }: ToPlan,
): Promise<Plan> {
  const { log } = ports;
  return log.group('Plan', async () => {
    const plan = await makePlan({
      ...inputs,
      publishableFlows,
      refused,
      state: snapshot?.state ?? emptyState(environment),
      kept: async (flowId) => (snapshot ? github?.auditLog.snapshot(snapshot, flowId) : undefined),
      region: region.name,
      commit: facts.commit,
      genesys,
      github: github?.api,
      showChanges,
    });
    for (const { publishable, action, reason } of plan.flows)
      log.info(`${action}: "${publishable.graph.name}" (${reason})`);
    for (const flow of plan.refused) log.info(`blocked: ${refusedName(flow)} (${flow.reason})`);
    if (plan.unchecked.length > 0) log.info(notChecked(plan.unchecked));
    for (const line of plan.consumers) log.info(`${line}.`);
    return plan;
  });
}
