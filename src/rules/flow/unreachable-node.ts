import type { FlowRule } from '../rule.ts';
import { outgoing, some } from '../witness.ts';

export const rule = {
  id: 'unreachable-node',
  severity: 'warning',
  category: 'flow',
  summary: 'a node that no call can reach',
  introduced: '0.1.0',
  appliesTo: ['node-graph'],
  check({ graph, analysis }, report) {
    if (analysis.entries.length === 0) return;
    if (!analysis.reachable.includes(0)) return;
    const { of, count, members } = analysis.components;
    const lost = (node: number) => analysis.reachable[node] !== 1;
    // Roots are the components that no other unreachable component leads to; what hangs below them is told with them.
    const led = new Set<number>();
    for (const edge of graph.edges) {
      if (edge.to >= 0 && lost(edge.from) && of[edge.from] !== of[edge.to]) led.add(of[edge.to] ?? -1);
    }
    const told = new Uint8Array(graph.nodes.length);
    for (let component = count - 1; component >= 0; component--) {
      const root = members(component);
      const first = root[0] ?? -1;
      if (!lost(first) || led.has(component)) continue;
      const below: number[] = [];
      const open = [...root];
      for (const at of root) told[at] = 1;
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        if (at !== first) below.push(at);
        for (const edge of outgoing(graph, analysis, at)) {
          if (edge.to < 0 || !lost(edge.to) || told[edge.to]) continue;
          told[edge.to] = 1;
          open.push(edge.to);
        }
      }
      const names = below.sort((a, b) => a - b).map((at) => graph.nodes[at]?.key ?? '');
      const rest = names.length > 0 ? `, nor ${some(names)} behind it` : '';
      const node = graph.nodes[first];
      if (!node) continue;
      report({
        place: graph.locate(node.at, 'key'),
        message: `no call can reach "${node.key}"${rest}`,
        hint: 'Lead a transition to it, or remove it.',
        nodes: [node.key, ...names],
      });
    }
  },
} as const satisfies FlowRule;
