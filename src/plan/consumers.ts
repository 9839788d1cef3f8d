import { FlowSet } from '../flow/flow-set.ts';
import type { Genesys, OrgFlow } from '../genesys/port.ts';
import { groupBy } from '../text/group-by.ts';
import { counted } from '../text/plural.ts';
import { decide } from './decide.ts';
import { decisionFindings } from './finding-of.ts';
import { type PlannedFlow, type PublishableFlow, publishes } from './plan.ts';

/** API type of the flows that others take in when they are published. */
export const MODULE = 'COMMONMODULE';

/** Indexes of the flows that use, directly or through other modules, a common module that will be published. */
export function users(flows: readonly PlannedFlow[]): Set<number> {
  const { links } = new FlowSet(flows.map(({ publishable }) => publishable.graph));
  const usersOf = groupBy(
    links.filter(({ to }) => flows[to]?.publishable.graph.type.api === MODULE),
    ({ to }) => to,
  );
  const found = new Set<number>();
  const open = [...flows.keys()].filter((at) => {
    const flow = flows[at];
    return flow?.publishable.graph.type.api === MODULE && publishes(flow.action);
  });
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { from } of usersOf.get(at) ?? []) {
      if (found.has(from)) continue;
      found.add(from);
      if (flows[from]?.publishable.graph.type.api === MODULE) open.push(from);
    }
  }
  return found;
}

/** Plans unchanged flows again that use a common module of the plan: each takes the module's new version only when it is published. */
export async function republish(
  flows: readonly PlannedFlow[],
  find: (publishable: PublishableFlow) => Promise<OrgFlow | undefined>,
  clientId: string,
  overwrite: boolean,
): Promise<PlannedFlow[]> {
  const using = users(flows);
  const planned: PlannedFlow[] = [];
  for (const [at, flow] of flows.entries()) {
    const held = flow.known?.held.includes(flow.publishable.digest);
    if (!using.has(at) || flow.action !== 'unchanged' || held) planned.push(flow);
    else {
      const { publishable, known } = flow;
      const live = await find(publishable);
      const decision = decide({ publishable, known, live, relation: undefined, clientId, overwrite });
      const goes = publishes(decision.action);
      planned.push({
        ...flow,
        live,
        action: goes ? 'republish' : decision.action,
        reason: goes ? 'it uses a common module that is published' : decision.reason,
        findings: [...flow.findings, ...decisionFindings(publishable, decision)],
      });
    }
  }
  return planned;
}

/** Says of each common module that will be published which flows use it and stay as they are, those of the org included. */
export async function consumersOf(flows: readonly PlannedFlow[], genesys: Genesys): Promise<string[]> {
  const { links } = new FlowSet(flows.map(({ publishable }) => publishable.graph));
  const going = new Set(
    flows.filter(({ action }) => publishes(action)).map(({ publishable }) => publishable.graph.name),
  );
  const lines: string[] = [];
  for (const [at, { publishable, action, live, known }] of flows.entries()) {
    if (publishable.graph.type.api !== MODULE || !publishes(action)) continue;
    const here = links
      .filter(({ to }) => to === at)
      .map(({ from }) => flows[from]?.publishable.graph.name ?? '');
    const there = live ? ((await genesys.consumers(live)) ?? []) : [];
    // A module that is not managed from here may only have the name of another one, whose users are nobody's business.
    const shown = known ? [...here, ...there] : here;
    const names = [...new Set(shown)].filter((name) => !going.has(name)).toSorted();
    const others = known ? 0 : there.filter((name) => !going.has(name) && !here.includes(name)).length;
    const using = [
      ...names.map((name) => `"${name}"`),
      ...(others > 0 ? [counted(others, 'flow') + ' of the org'] : []),
    ];
    if (using.length > 0) {
      lines.push(
        `"${publishable.graph.name}" is used by ${using.join(', ')}; what uses it takes the new version only when it is published again`,
      );
    }
  }
  return lines;
}
