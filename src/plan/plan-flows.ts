import type { AuditLog } from '../audit/audit-log.ts';
import type { AuditView } from '../audit/branch.ts';
import type { RunFacts } from '../audit/record.ts';
import { emptyState } from '../audit/state-file.ts';
import type { Genesys } from '../genesys/port.ts';
import type { GitHub } from '../github/port.ts';
import type { Region } from '../manifest/region.ts';
import type { Log } from '../runtime.ts';
import { makePlan, type Plan, type PlanInputs } from './make-plan.ts';
import { type PublishableFlow, type RefusedFlow, refusedName } from './plan.ts';

/** What a plan is made with. Without a token there is no repository. */
export interface Planning {
  readonly inputs: PlanInputs;
  readonly region: Region;
  readonly facts: RunFacts;
  readonly genesys: Genesys;
  readonly repository: { readonly api: GitHub; readonly auditLog: AuditLog } | undefined;
  readonly log: Log;
}

/** The flows to plan, and what a plan is to show. */
export interface ToPlan {
  readonly publishableFlows: readonly PublishableFlow[];
  readonly refused: readonly RefusedFlow[];
  /** The audit log as it was read; undefined without a token. */
  readonly view: AuditView | undefined;
  /** Show what would change against the live version; costs an export a flow. */
  readonly showChanges: boolean;
}

/** Names the kinds of references that a plan leaves to the platform. */
export function notChecked(kinds: readonly string[]): string {
  return `Not checked against the org: ${kinds.join(', ')}.`;
}

/** Compares flows with the org and the published state, and writes the planned actions to the log. */
export async function planFlows(
  { inputs, region, facts, genesys, repository, log }: Planning,
  { publishableFlows, refused, view, showChanges }: ToPlan,
): Promise<Plan> {
  return log.group('Plan', async () => {
    const plan = await makePlan({
      ...inputs,
      publishableFlows,
      refused,
      state: view?.state ?? emptyState(facts.environment),
      snapshot: async (flowId) => (view ? repository?.auditLog.snapshot(view, flowId) : undefined),
      region: region.name,
      commit: facts.commit,
      genesys,
      github: repository?.api,
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
