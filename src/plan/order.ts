import { FlowSet, levels } from '../flow/flow-set.ts';
import type { PlannedFlow } from './plan.ts';

/** A flow that another one depends on. */
export interface Dependency {
  readonly flow: PlannedFlow;
  /** The manifest says so with `depends_on`; else the flow refers to it. */
  readonly declared: boolean;
}

/**
 * Puts flows into waves: those of a wave depend only on flows of earlier waves and can be published side by side. Flows
 * whose references go round in a circle share a wave.
 */
export function waves(flows: readonly PlannedFlow[]): PlannedFlow[][] {
  const result: PlannedFlow[][] = [];
  for (const [at, level] of levels(flows.length, needs(flows)).entries()) {
    const flow = flows[at];
    result[level] ??= [];
    if (flow) result[level].push(flow);
  }
  return result;
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

function needs(flows: readonly PlannedFlow[]): { from: number; to: number; declared: boolean }[] {
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
  return [...named, ...referred].filter(({ from, to }) => to >= 0 && to !== from);
}
