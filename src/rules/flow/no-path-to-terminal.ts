import type { FlowRule } from '../rule.ts';
import { hops } from '../trace.ts';

export const rule = {
  id: 'no-path-to-terminal',
  severity: 'error',
  category: 'flow',
  summary: 'a node from which no path ends the call',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
  check({ graph, analysis }, report) {
    if (!analysis.ends.includes(0)) return;
    const { of, count, members } = analysis.components;
    const leaves = new Uint8Array(count);
    for (const edge of graph.edges) {
      if (edge.to >= 0 && of[edge.from] !== of[edge.to]) leaves[of[edge.from] ?? 0] = 1;
    }
    for (let component = 0; component < count; component++) {
      if (leaves[component]) continue;
      const nodes = members(component);
      const first = nodes[0] ?? -1;
      const node = graph.nodes[first];
      if (!node || analysis.reachable[first] !== 1 || analysis.ends[first] === 1) continue;
      const path = analysis.pathTo(first);
      report({
        place: graph.locate(node.at, 'key'),
        message: `No path from "${node.key}" ends the call`,
        hint: 'Add a transition that reaches an end or a transfer.',
        nodes: nodes.map((at) => graph.nodes[at]?.key ?? ''),
        trace: hops(graph, path),
      });
    }
  },
} as const satisfies FlowRule;
