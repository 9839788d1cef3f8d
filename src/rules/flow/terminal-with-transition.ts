import type { FlowRule } from '../rule.ts';

export const rule = {
  id: 'terminal-with-transition',
  severity: 'error',
  category: 'flow',
  summary: 'a node that ends the call and yet goes on',
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
          ? `"${node.key}" hands the call over, and yet leads to "${edge.target}"`
          : `"${node.key}" ends the call, and yet leads to "${edge.target}"`,
        hint: transfer
          ? 'Remove the transition, or add "on": "failure" if it is for a transfer that does not come about.'
          : 'Remove the transition, or give the node another type.',
        nodes: [node.key],
      });
    }
  },
} as const satisfies FlowRule;
