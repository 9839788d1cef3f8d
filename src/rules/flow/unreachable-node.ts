import type { FlowEdge, FlowGraph } from '../../flow/graph.ts';
import type { FlowRule } from '../rule.ts';
import { outgoing, some } from '../trace.ts';

export const rule = {
  id: 'unreachable-node',
  severity: 'warning',
  category: 'flow',
  summary: 'a node that no path from the start reaches',
  introduced: '0.1.0',
  appliesTo: ['node-graph'],
  check({ graph, analysis }, report) {
    if (analysis.entries.length === 0) return;
    if (!analysis.reachable.includes(0)) return;
    const { of, count, members } = analysis.components;
    const lost = (node: number) => analysis.reachable[node] !== 1;
    const led = ledTo(graph, of, lost);
    const seen = new Uint8Array(graph.nodes.length);
    for (let component = count - 1; component >= 0; component--) {
      const root = members(component);
      const first = root[0] ?? -1;
      if (!lost(first) || led.has(component)) continue;
      const names = behind(root, seen, (at) => outgoing(graph, analysis, at), lost)
        .filter((at) => at !== first)
        .sort((a, b) => a - b)
        .map((at) => graph.nodes[at]?.key ?? '');
      const rest = names.length > 0 ? `, and so ${names.length === 1 ? 'is' : 'are'} ${some(names)}` : '';
      const node = graph.nodes[first];
      if (!node) continue;
      report({
        place: graph.locate(node.at, 'key'),
        message: `Node "${node.key}" is unreachable${rest}`,
        hint: 'Add a transition to it, or remove it.',
        nodes: [node.key, ...names],
      });
    }
  },
} as const satisfies FlowRule;

/** The components that another unreachable component leads to. The rest are roots; what they lead to is reported with them. */
function ledTo(graph: FlowGraph, of: Int32Array, lost: (node: number) => boolean): ReadonlySet<number> {
  const led = new Set<number>();
  for (const edge of graph.edges) {
    if (edge.to >= 0 && lost(edge.from) && of[edge.from] !== of[edge.to]) led.add(of[edge.to] ?? -1);
  }
  return led;
}

/** The unreachable nodes of a root component and behind it that are not in `seen` yet; it takes them up. */
function behind(
  root: readonly number[],
  seen: Uint8Array,
  edgesOf: (node: number) => Iterable<FlowEdge>,
  lost: (node: number) => boolean,
): number[] {
  const found = [...root];
  for (const at of root) seen[at] = 1;
  for (let next = 0; next < found.length; next++) {
    for (const { to } of edgesOf(found[next] as number)) {
      if (to < 0 || !lost(to) || seen[to]) continue;
      seen[to] = 1;
      found.push(to);
    }
  }
  return found;
}
