import type { FlowRule } from '../rule.ts';

export const rule = {
  id: 'multiple-starts',
  severity: 'error',
  category: 'flow',
  summary: 'more than one start node',
  introduced: '0.1.0',
  appliesTo: ['node-graph'],
  check({ graph, analysis }, report) {
    const [first, ...more] = analysis.entries.map((at) => graph.nodes[at]);
    for (const node of more) {
      if (!node || !first) continue;
      report({
        place: graph.locate([...node.at, 'type']),
        message: `"${node.key}" is a second start node; the flow starts at "${first.key}"`,
        hint: 'Keep one start node, and change the type of the other.',
        nodes: [node.key],
      });
    }
  },
} as const satisfies FlowRule;
