import type { FlowRule } from '../rule.ts';

export const rule = {
  id: 'missing-no-input',
  severity: 'warning',
  category: 'flow',
  summary: 'a menu without a transition for a silent caller',
  introduced: '0.1.0',
  appliesTo: ['node-graph'],
  check({ graph, analysis }, report) {
    for (const [at, node] of graph.nodes.entries()) {
      if (node.type !== 'menu') continue;
      if (analysis.declared(at).some(({ kind }) => kind === 'no-input' || kind === 'failure')) continue;
      report({
        place: graph.locate(node.at, 'key'),
        message: `Menu "${node.key}" has no transition for a caller who stays silent`,
        hint: 'Add a transition with "on": "no-input". Without it the call ends after three tries.',
        nodes: [node.key],
      });
    }
  },
} as const satisfies FlowRule;
