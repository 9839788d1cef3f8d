import { FlowSet } from '../flow/flow-set.ts';
import type { Genesys, OrgFlow } from '../genesys/port.ts';
import { decide } from './decide.ts';
import { type Candidate, type PlannedFlow, publishes } from './plan.ts';
import { tell } from './plan-flow.ts';

/** API type of the flows that others take in when they are published. */
export const MODULE = 'COMMONMODULE';

/** Indexes of the flows that use, directly or through other modules, a common module that will be published. */
export function users(flows: readonly PlannedFlow[]): Set<number> {
  const { links } = new FlowSet(flows.map(({ candidate }) => candidate.graph));
  const usersOf = Map.groupBy(
    links.filter(({ to }) => flows[to]?.candidate.graph.type.api === MODULE),
    ({ to }) => to,
  );
  const found = new Set<number>();
  const open = [...flows.keys()].filter((at) => {
    const flow = flows[at];
    return flow?.candidate.graph.type.api === MODULE && publishes(flow.intention);
  });
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { from } of usersOf.get(at) ?? []) {
      if (found.has(from)) continue;
      found.add(from);
      if (flows[from]?.candidate.graph.type.api === MODULE) open.push(from);
    }
  }
  return found;
}

/** Plans unchanged flows anew that use a common module of the plan: each takes the module's new version only when it is published. */
export async function republish(
  flows: readonly PlannedFlow[],
  find: (candidate: Candidate) => Promise<OrgFlow | undefined>,
  clientId: string,
  overwrite: boolean,
): Promise<PlannedFlow[]> {
  const using = users(flows);
  const planned: PlannedFlow[] = [];
  for (const [at, flow] of flows.entries()) {
    const held = flow.known?.held.includes(flow.candidate.digest);
    if (!using.has(at) || flow.intention !== 'unchanged' || held) planned.push(flow);
    else {
      const { candidate, known } = flow;
      const live = await find(candidate);
      const decision = decide({ candidate, known, live, relation: undefined, clientId, overwrite });
      tell(candidate, decision);
      const goes = publishes(decision.intention);
      planned.push({
        ...flow,
        live,
        intention: goes ? 'republish' : decision.intention,
        reason: goes ? 'it uses a common module that is published' : decision.reason,
      });
    }
  }
  return planned;
}

/** Says of each common module that will be published which flows use it and stay as they are, those of the org included. */
export async function consumersOf(flows: readonly PlannedFlow[], genesys: Genesys): Promise<string[]> {
  const { links } = new FlowSet(flows.map(({ candidate }) => candidate.graph));
  const going = new Set(
    flows.filter(({ intention }) => publishes(intention)).map(({ candidate }) => candidate.graph.name),
  );
  const lines: string[] = [];
  for (const [at, { candidate, intention, live }] of flows.entries()) {
    if (candidate.graph.type.api !== MODULE || !publishes(intention)) continue;
    const here = links
      .filter(({ to }) => to === at)
      .map(({ from }) => flows[from]?.candidate.graph.name ?? '');
    const there = live ? ((await genesys.consumers(live)) ?? []) : [];
    const names = [...new Set([...here, ...there])].filter((name) => !going.has(name)).toSorted();
    if (names.length > 0) {
      lines.push(
        `"${candidate.graph.name}" is used by ${names.map((name) => `"${name}"`).join(', ')}; what uses it takes the new version only when it is published again`,
      );
    }
  }
  return lines;
}
