import type { PublishedState } from '../audit/published-state.ts';
import type { Snapshot } from '../audit/snapshot.ts';
import type { Genesys, OrgFlow } from '../genesys/port.ts';
import type { GitHub, Relation } from '../github/port.ts';
import { pool } from '../net/pool.ts';
import { blockDependents } from './blocked.ts';
import { consumersOf, republish } from './consumers.ts';
import { compareLive } from './live-content.ts';
import { lookUp, lookUpMany } from './look-up.ts';
import { checkReferences } from './org-references.ts';
import { withPlaceholders } from './placeholders.ts';
import type { PlannedFlow, PublishableFlow, RefusedFlow } from './plan.ts';
import { knownState, planFlow, plannedByState } from './plan-flow.ts';

/** How a plan is made. */
export interface PlanInputs {
  /** All flows of the run are published, or none. */
  readonly atomic: boolean;
  /** Publish over versions that were made outside of this repository. */
  readonly overwrite: boolean;
  /** Leave out flows whose digest is the published one. */
  readonly changedOnly: boolean;
  /** Flows that are worked on at once. */
  readonly concurrency: number;
  /** Publish unchanged flows, too, that use a common module that is published. */
  readonly republishConsumers: boolean;
}

/** What a plan is made from. */
export interface PlanRequest extends PlanInputs {
  readonly publishableFlows: readonly PublishableFlow[];
  /** Flows that are not published whatever the org says, and whose dependents are not either. */
  readonly refused: readonly RefusedFlow[];
  readonly state: PublishedState;
  readonly region: string;
  readonly commit: string;
  readonly genesys: Genesys;
  /** Undefined without a token: then it is not known whether a newer commit was published. */
  readonly github: GitHub | undefined;
  /** Say what would change against what is live; costs an export a flow. */
  readonly showChanges: boolean;
  /** The snapshot of a flow, by its id, after its last publish. */
  readonly snapshot?: (flowId: string) => Promise<Snapshot | undefined>;
}

/** What the flows need, and what could not be looked up. */
export interface Plan {
  readonly flows: readonly PlannedFlow[];
  readonly refused: readonly RefusedFlow[];
  /** Kinds that flows use and that the org was not asked for, in words. */
  readonly unchecked: readonly string[];
  /** Flows that use a common module of the plan and stay as they are, in words. */
  readonly consumers: readonly string[];
}

/** Works out what each flow needs. Flows that the audit log knows as they are cost no look-up in the org. */
export async function makePlan(inputs: PlanRequest): Promise<Plan> {
  const { publishableFlows, refused, atomic, state, region, genesys, concurrency } = inputs;
  const known = new Map(publishableFlows.map((publishable) => [publishable, knownState(state, publishable)]));
  const decided = new Map<PublishableFlow, PlannedFlow>();
  for (const publishable of publishableFlows) {
    const done = plannedByState(publishable, known.get(publishable), region);
    if (done && inputs.changedOnly) decided.set(publishable, done);
  }
  const open = publishableFlows.filter((publishable) => !decided.has(publishable));
  const find = await lookUpMany(
    genesys,
    open.map((publishable) => ({ publishable, id: known.get(publishable)?.flow_id })),
  );
  const ask = {
    find,
    holder: ({ graph }: PublishableFlow) => genesys.flowByName(graph.type.api, graph.name),
    relation: relations(inputs),
    compare: async (live: OrgFlow, publishable: PublishableFlow, decides: boolean) =>
      compareLive(genesys, live, publishable, decides ? undefined : await inputs.snapshot?.(live.id)),
    clientId: genesys.clientId,
    overwrite: inputs.overwrite,
    showChanges: inputs.showChanges,
  };
  const planned = await pool(
    publishableFlows,
    concurrency,
    async (publishable) => decided.get(publishable) ?? planFlow(publishable, known.get(publishable), ask),
  );
  const flows = inputs.republishConsumers
    ? await republish(
        planned,
        (publishable) => lookUp(genesys, publishable),
        genesys.clientId,
        inputs.overwrite,
      )
    : planned;
  const checked = await checkReferences(flows, refused, genesys);
  const able = blockDependents(checked.flows, refused, false);
  const whole = blockDependents(await withPlaceholders(able), refused, atomic);
  return {
    flows: whole,
    refused,
    unchecked: checked.unchecked,
    consumers: await consumersOf(whole, genesys),
  };
}

/** How commits relate to ours, each asked for once. */
function relations({ github, commit }: PlanRequest): (other: string) => Promise<Relation> | undefined {
  const asked = new Map<string, Promise<Relation>>();
  return (other) => {
    if (!github || other === commit || other === '') return undefined;
    const answer = asked.get(other) ?? github.relation(other, commit);
    asked.set(other, answer);
    return answer;
  };
}
