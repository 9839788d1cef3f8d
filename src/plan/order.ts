import { FlowSet, levels } from '../flow/flow-set.ts';
import type { FlowGraph } from '../flow/graph.ts';
import { adjacency, components } from '../flow/search.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { groupBy } from '../text/group-by.ts';
import { acts, type PlannedFlow } from './plan.ts';

/** A flow that another one depends on. */
export interface Dependency {
  readonly flow: PlannedFlow;
  /** The manifest says so with `depends_on`; else the flow refers to it. */
  readonly declared: boolean;
}

/**
 * Puts flows into waves: those of a wave depend only on flows of earlier waves and can be published side by side. Flows of
 * `all` that are not published still order those that are. Of flows whose references go round in a cycle those that are
 * live already count as there; the others share a wave.
 */
export function waves(flows: readonly PlannedFlow[], all: readonly PlannedFlow[] = flows): PlannedFlow[][] {
  const wanted = new Set(flows);
  const result: PlannedFlow[][] = [];
  for (const [at, level] of levels(all.length, binding(all)).entries()) {
    const flow = all[at];
    if (!flow || !wanted.has(flow)) continue;
    result[level] ??= [];
    result[level].push(flow);
  }
  return result.filter((wave) => wave.length > 0);
}

/** The flows that refer to each other, or to themselves, in a cycle, and of which nothing is live. */
export function cycles(flows: readonly PlannedFlow[]): PlannedFlow[][] {
  const edges = needs(linked(flows), true).filter(
    ({ to, declared }) => !declared && flows[to]?.live?.published === undefined,
  );
  const { of } = cycleOf(flows.length, edges);
  const own = new Set(edges.filter(({ from, to }) => from === to).map(({ from }) => from));
  const groups = groupBy(flows.entries(), ([at]) => of[at] ?? 0);
  return [...groups.values()]
    .filter((group) => group.length > 1 || own.has(group[0]?.[0] ?? -1))
    .map((group) => group.map(([, flow]) => flow));
}

/** What must be live before what: in a cycle a flow that is live already will do as it is. */
function binding(flows: readonly PlannedFlow[]): Need[] {
  const all = needs(linked(flows));
  const { of } = cycleOf(flows.length, all);
  return all.filter(({ from, to, declared }) => declared || of[from] !== of[to] || !isLive(flows[to]));
}

function cycleOf(count: number, edges: readonly Need[]) {
  const out = adjacency({ nodes: { length: count } as readonly unknown[], edges }, (edge) => edge.from);
  return components(count, out, edges);
}

/** True for a flow that is live under the name by which others refer to it. */
export function isLive(flow: PlannedFlow | undefined): boolean {
  if (!flow) return false;
  // The org is not asked about flows that the state knows as they are.
  if (flow.action === 'unchanged' || flow.action === 'held' || flow.action === 'superseded') return true;
  return flow.live?.published !== undefined && flow.live.name === flow.publishable.graph.name;
}

/**
 * What each of the flows depends on among them: by `depends_on`, and by references to other flows. What a flow that is not
 * published in this run depends on by `depends_on` counts as a dependency of those that depend on it.
 */
export function dependencies(flows: readonly PlannedFlow[]): ReadonlyMap<PlannedFlow, readonly Dependency[]> {
  const direct = new Map<PlannedFlow, Dependency[]>(flows.map((flow) => [flow, []]));
  for (const { from, to, declared } of needs(linked(flows))) {
    const [flow, need] = [flows[from], flows[to]];
    if (flow && need) direct.get(flow)?.push({ flow: need, declared });
  }
  const through = (flow: PlannedFlow): Dependency[] => {
    const found = [...(direct.get(flow) ?? [])];
    const seen = new Set(found.map((need) => need.flow));
    for (const need of found) {
      if (!need.declared || acts(need.flow.action)) continue;
      for (const next of direct.get(need.flow) ?? []) {
        if (!next.declared || seen.has(next.flow)) continue;
        seen.add(next.flow);
        found.push(next);
      }
    }
    return found;
  };
  return new Map(flows.map((flow) => [flow, through(flow)]));
}

/** These flows and those of `all` that they depend on, directly or through others. */
export function withDependencies<T extends Linked>(flows: readonly T[], all: readonly T[]): ReadonlySet<T> {
  const dependsOn = groupBy(needs(all), ({ from }) => from);
  const index = new Map(all.map((flow, at) => [flow, at]));
  const found = new Set(flows);
  for (const flow of found) {
    for (const { to } of dependsOn.get(index.get(flow) ?? -1) ?? []) {
      const need = all[to];
      if (need) found.add(need);
    }
  }
  return found;
}

/** A flow as far as its dependencies go; a file that cannot be read has no graph. */
export interface Linked {
  readonly manifest: Pick<Manifest, 'file' | 'files' | 'dependsOn'>;
  readonly graph: FlowGraph | undefined;
}

/** That one flow depends on another one, by their indexes. */
export interface Need {
  readonly from: number;
  readonly to: number;
  readonly declared: boolean;
}

/** The dependencies between flows; `own`: with the references of flows to themselves. */
export function needs(flows: readonly Linked[], own = false): Need[] {
  const owners = ownersOf(flows);
  const named = flows.flatMap(({ manifest }, from) =>
    manifest.dependsOn.flatMap(({ path }) =>
      (owners.get(path) ?? []).map((to) => ({ from, to, declared: true })),
    ),
  );
  const readable = [...flows.entries()].flatMap(([at, { graph }]) => (graph ? [{ at, graph }] : []));
  const { links } = new FlowSet(readable.map(({ graph }) => graph));
  const referred = links.map(({ from, to }) => ({
    from: readable[from]?.at ?? -1,
    to: readable[to]?.at ?? -1,
    declared: false,
  }));
  return [...named, ...referred].filter(({ from, to }) => to >= 0 && (own || to !== from));
}

/** The flows that each file is a part of; a manifest is only its own flow's, whatever else reads it. */
function ownersOf(flows: readonly Linked[]): ReadonlyMap<string, readonly number[]> {
  const owners = new Map<string, number[]>();
  for (const [at, { manifest }] of flows.entries()) {
    for (const file of manifest.files) {
      const known = owners.get(file);
      if (known) known.push(at);
      else owners.set(file, [at]);
    }
  }
  for (const [at, { manifest }] of flows.entries()) owners.set(manifest.file, [at]);
  return owners;
}

function linked(flows: readonly PlannedFlow[]): Linked[] {
  return flows.map(({ publishable }) => publishable);
}
