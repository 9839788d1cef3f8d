import type { FlowRule } from '../rule.ts';

export const rule = {
  id: 'terminal-with-transition',
  severity: 'error',
  category: 'flow',
  summary: 'a node that ends the call and has a transition',
  introduced: '0.1.0',
  appliesTo: ['node-graph'],
  check({ graph }, report) {
    for (const edge of graph.edges) {
      const node = graph.nodes[edge.from];
      if (!node || !(node.type === 'end' || (node.type === 'transfer' && edge.kind !== 'failure'))) continue;
      const transfer = node.type === 'transfer';
      report({
        place: graph.locate(edge.at),
        message: transfer
          ? `"${node.key}" transfers the call but has a transition to "${edge.target}"`
          : `"${node.key}" ends the call but has a transition to "${edge.target}"`,
        hint: transfer
          ? 'Remove the transition, or add "on": "failure" if it is for a failed transfer.'
          : 'Remove the transition, or change the type of the node.',
        nodes: [node.key],
      });
    }
  },
} as const satisfies FlowRule;
