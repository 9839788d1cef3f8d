import { readArchitect, type StepGraph } from '../../architect/read.ts';
import { Analysis } from '../../flow/analysis.ts';
import { FlowSet } from '../../flow/flow-set.ts';
import type { FlowEdge, FlowGraph, FlowNode } from '../../flow/graph.ts';
import { hops } from '../trace.ts';
import { type Readable, withGraph } from './readable.ts';
import type { RepositoryFlow, RepositoryRule } from './rule.ts';

export const rule = {
  id: 'cross-flow-loop',
  severity: 'error',
  category: 'repository',
  summary: 'flows that pass every call in a cycle',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
  check({ flows: all }, report) {
    const flows = withGraph(all);
    const set = new FlowSet(flows.map(({ graph }) => graph));
    // A loop is looked for only where references go round at all.
    const overview: FlowGraph = {
      ...(set.flows[0] as FlowGraph),
      nodes: set.flows.map(flowNode),
      edges: set.links.map(({ from, to }) => ({ from, to, target: '', kind: 'call', label: '', at: [] })),
    };
    for (const group of new Analysis(overview).cycles()) {
      const members = group.toSorted((a, b) => a - b);
      const joined = join(members.map((at) => flows[at] as (typeof flows)[number]));
      const analysis = new Analysis(joined.graph);
      const busy = (at: number) =>
        analysis.reachable[at] === 1 &&
        (joined.graph.nodes[at]?.role !== 'interaction' || joined.handsOver.has(at));
      const left = analysis.within(
        ({ from, to, kind }) => kind !== 'repeat' && kind !== 'event' && busy(from) && busy(to),
      );
      for (const found of left.cycles()) {
        if (
          new Set(found.map((at) => joined.flowOf[at])).size < 2 &&
          !found.some((at) => joined.handsOver.has(at))
        )
          continue;
        if (leaves(joined, analysis, new Set(found))) continue;
        const cycle = left.cycleIn(found);
        const over = cycle.find((at) => joined.handsOver.has(at)) ?? -1;
        const owner = joined.owners[joined.flowOf[over] ?? -1];
        const node = joined.graph.nodes[over];
        if (!owner || !node) continue;
        const names = [
          ...new Set(cycle.map((at) => joined.owners[joined.flowOf[at] ?? -1]?.graph.name ?? '')),
        ];
        report(owner, {
          place: owner.graph.locate(node.at, 'key'),
          message: `These flows pass every call in a cycle: ${[...names, names[0]].join(' → ')}`,
          hint: 'Make one of them ask the caller something, or end the call, before the transfer.',
          nodes: [node.key],
          trace: hops(joined.graph, cycle),
        });
      }
    }
  },
} as const satisfies RepositoryRule;

interface Joined<Flow extends RepositoryFlow> {
  readonly graph: FlowGraph;
  readonly owners: readonly Readable<Flow>[];
  /** For each node the flow that it belongs to. */
  readonly flowOf: readonly number[];
  /** Steps that hand the call to another flow of the circle. */
  readonly handsOver: ReadonlySet<number>;
}

/** The steps of several flows as one graph, with an edge from each step that hands over to the start of the other flow. */
function join<Flow extends RepositoryFlow>(owners: readonly Readable<Flow>[]): Joined<Flow> {
  const nodes: FlowNode[] = [];
  const edges: FlowEdge[] = [];
  const flowOf: number[] = [];
  const first: number[] = [];
  const steps = owners.map(stepsOf);
  for (const [at, graph] of steps.entries()) {
    const base = nodes.length;
    first.push(base);
    for (const node of graph.nodes) {
      nodes.push(node);
      flowOf.push(at);
    }
    for (const edge of graph.edges) {
      edges.push({ ...edge, from: edge.from + base, to: edge.to < 0 ? -1 : edge.to + base });
    }
  }
  const set = new FlowSet(steps);
  const handsOver = new Set<number>();
  for (const { from, to, reference } of set.links) {
    const node = (first[from] ?? 0) + reference.node;
    const { type = '' } = nodes[node] ?? {};
    if (to < 0 || !/^transferToFlow|^callCommonModule$/.test(type)) continue;
    handsOver.add(node);
    edges.push({
      from: node,
      to: first[to] ?? -1,
      target: '',
      kind: 'call',
      label: '',
      at: reference.at,
    });
  }
  const locate: FlowGraph['locate'] = (path, part) => {
    const owner = flowOf[nodes.findIndex(({ at }) => at === path)] ?? 0;
    return (owners[owner] as Readable<Flow>).graph.locate(path, part);
  };
  return { graph: { ...(steps[0] as FlowGraph), nodes, edges, locate }, owners, flowOf, handsOver };
}

/** Whether a call can leave the circle other than by a failure: to an end, or to a place where something waits. */
function leaves<Flow extends RepositoryFlow>(
  { graph, handsOver }: Joined<Flow>,
  analysis: Analysis,
  inside: ReadonlySet<number>,
): boolean {
  for (const at of inside) {
    const node = graph.nodes[at];
    if (node?.role === 'terminal' || (node?.endsByItself && !handsOver.has(at))) return true;
    // What comes behind a call of a module, or a transfer that fails, is reached only when that ends.
    if (handsOver.has(at)) continue;
    for (const { to, kind } of analysis.declared(at)) {
      if (!inside.has(to) && kind !== 'failure' && kind !== 'timeout' && kind !== 'event') return true;
    }
  }
  return false;
}

function stepsOf({ graph, manifest }: Readable): FlowGraph | StepGraph {
  const { definition } = manifest;
  return definition?.kind === 'architect' ? readArchitect(definition).steps : graph;
}

function flowNode({ name }: FlowGraph): FlowNode {
  return { key: name, type: 'flow', role: 'action', endsByItself: false, source: {}, at: [] };
}
