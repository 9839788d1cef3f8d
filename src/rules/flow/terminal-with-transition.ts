import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'terminal-with-transition',
  severity: 'error',
  category: 'flow',
  summary: 'a node that ends the call and yet goes on',
  check({ graph }, report) {
    if (graph.origin !== 'node-graph') return;
    for (const edge of graph.edges) {
      const node = graph.nodes[edge.from];
      if (!node || !(node.type === 'end' || (node.type === 'transfer' && edge.kind !== 'failure'))) continue;
      const transfer = node.type === 'transfer';
      report.add('terminal-with-transition', {
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
};
