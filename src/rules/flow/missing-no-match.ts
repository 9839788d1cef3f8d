import type { FlowRule } from '../rule.ts';

export const rule = {
  id: 'missing-no-match',
  severity: 'warning',
  category: 'flow',
  summary: 'a menu without a transition for wrong input',
  introduced: '0.1.0',
  appliesTo: ['node-graph'],
  check({ graph, analysis }, report) {
    for (const [at, node] of graph.nodes.entries()) {
      if (node.type !== 'menu') continue;
      if (analysis.declared(at).some(({ kind }) => kind === 'no-match')) continue;
      report({
        place: graph.locate(node.at, 'key'),
        message: `Menu "${node.key}" has no transition for a key that it does not offer`,
        hint: 'Add a transition with "on": "no-match". Without it the call ends after three tries.',
        nodes: [node.key],
      });
    }
  },
} as const satisfies FlowRule;
