import { FlowSet, levels } from '../flow/flow-set.ts';
import { adjacency, components } from '../flow/search.ts';
import type { PlannedFlow } from './plan.ts';

/** A flow that another one depends on. */
export interface Dependency {
  readonly flow: PlannedFlow;
  /** The manifest says so with `depends_on`; else the flow refers to it. */
  readonly declared: boolean;
}

/**
 * Puts flows into waves: those of a wave depend only on flows of earlier waves and can be published side by side. Of flows
 * whose references go round in a circle those that are live already count as there; the others share a wave.
 */
export function waves(flows: readonly PlannedFlow[]): PlannedFlow[][] {
  const result: PlannedFlow[][] = [];
  for (const [at, level] of levels(flows.length, binding(flows)).entries()) {
    const flow = flows[at];
    result[level] ??= [];
    if (flow) result[level].push(flow);
  }
  return result.filter((wave) => wave.length > 0);
}

/** The flows that refer to each other, or to themselves, in a circle, and of which nothing is live. */
export function circles(flows: readonly PlannedFlow[]): PlannedFlow[][] {
  const edges = needs(flows, true).filter(
    ({ to, declared }) => !declared && flows[to]?.live?.published === undefined,
  );
  const { of } = circleOf(flows.length, edges);
  const own = new Set(edges.filter(({ from, to }) => from === to).map(({ from }) => from));
  const groups = Map.groupBy(flows.entries(), ([at]) => of[at] ?? 0);
  return [...groups.values()]
    .filter((group) => group.length > 1 || own.has(group[0]?.[0] ?? -1))
    .map((group) => group.map(([, flow]) => flow));
}

/** What must be live before what: in a circle a flow that is live already will do as it is. */
function binding(flows: readonly PlannedFlow[]): Need[] {
  const all = needs(flows);
  const { of } = circleOf(flows.length, all);
  return all.filter(({ from, to, declared }) => declared || of[from] !== of[to] || !isLive(flows[to]));
}

function circleOf(count: number, edges: readonly Need[]) {
  const out = adjacency({ nodes: { length: count } as readonly unknown[], edges }, (edge) => edge.from);
  return components(count, out, edges);
}

/** True for a flow that is live under the name by which others refer to it. */
function isLive(flow: PlannedFlow | undefined): boolean {
  return flow?.live?.published !== undefined && flow.live.name === flow.candidate.graph.name;
}

/** What each of the flows depends on directly among them: by `depends_on`, and by references to other flows. */
export function dependencies(flows: readonly PlannedFlow[]): ReadonlyMap<PlannedFlow, readonly Dependency[]> {
  const found = new Map<PlannedFlow, Dependency[]>(flows.map((flow) => [flow, []]));
  for (const { from, to, declared } of needs(flows)) {
    const [flow, need] = [flows[from], flows[to]];
    if (flow && need) found.get(flow)?.push({ flow: need, declared });
  }
  return found;
}

interface Need {
  readonly from: number;
  readonly to: number;
  readonly declared: boolean;
}

/** `own`: with the references of flows to themselves. */
function needs(flows: readonly PlannedFlow[], own = false): Need[] {
  const owner = new Map<string, number>();
  for (const [at, flow] of flows.entries())
    for (const file of flow.candidate.manifest.files) owner.set(file, at);
  const named = flows.flatMap((flow, from) =>
    flow.candidate.manifest.dependsOn.map(({ path }) => ({
      from,
      to: owner.get(path) ?? -1,
      declared: true,
    })),
  );
  const { links } = new FlowSet(flows.map(({ candidate }) => candidate.graph));
  const referred = links.map(({ from, to }) => ({ from, to, declared: false }));
  return [...named, ...referred].filter(({ from, to }) => to >= 0 && (own || to !== from));
}
