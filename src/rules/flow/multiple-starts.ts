import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'multiple-starts',
  severity: 'error',
  category: 'flow',
  summary: 'more than one start node',
  check({ graph, analysis }, report) {
    if (graph.origin !== 'node-graph') return;
    const [first, ...more] = analysis.entries.map((at) => graph.nodes[at]);
    for (const node of more) {
      if (!node || !first) continue;
      report.add('multiple-starts', {
        place: graph.locate([...node.at, 'type']),
        message: `"${node.key}" is a second start; the flow starts at "${first.key}"`,
        hint: 'Keep one start node, and give the other another type.',
        nodes: [node.key],
      });
    }
  },
};
