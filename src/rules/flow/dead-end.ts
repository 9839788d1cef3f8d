import type { FlowRule } from '../rule.ts';
import { hops, pathText } from '../witness.ts';

export const rule = {
  id: 'dead-end',
  severity: 'error',
  category: 'flow',
  summary: 'a node at which the call has no way on',
  introduced: '0.1.0',
  appliesTo: ['node-graph'],
  check({ graph, analysis }, report) {
    const goesOn = new Uint8Array(graph.nodes.length);
    for (const edge of graph.edges) goesOn[edge.from] = 1;
    for (const [at, node] of graph.nodes.entries()) {
      if (goesOn[at] || node.role === 'terminal' || analysis.reachable[at] !== 1) continue;
      const path = analysis.pathTo(at);
      report({
        place: graph.locate([...node.at, 'transitions']),
        message: `the call has no way on at "${node.key}"${path.length > 1 ? `: ${pathText(graph, path)}` : ''}`,
        hint: 'Add a transition, or make the node an "end" or a "transfer".',
        nodes: [node.key],
        witness: hops(graph, path),
      });
    }
  },
} as const satisfies FlowRule;
