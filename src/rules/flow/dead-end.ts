import type { FlowRule } from '../rule.ts';
import { hops, pathText } from '../trace.ts';

export const rule = {
  id: 'dead-end',
  severity: 'error',
  category: 'flow',
  summary: 'a node without a transition that does not end the call',
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
        message: `Node "${node.key}" has no transition${path.length > 1 ? `: ${pathText(graph, path)}` : ''}`,
        hint: 'Add a transition, or change the type of the node to "end" or "transfer".',
        nodes: [node.key],
        trace: hops(graph, path),
      });
    }
  },
} as const satisfies FlowRule;
