import type { FlowRule } from '../rule.ts';

export const rule = {
  id: 'missing-failure-path',
  severity: 'warning',
  category: 'flow',
  summary: 'a data action, lookup or transfer whose failure is not handled',
  introduced: '0.1.0',
  appliesTo: ['node-graph'],
  check({ graph, analysis }, report) {
    const handlesFailure = new Set<number>();
    for (const edge of graph.edges) if (edge.kind === 'failure') handlesFailure.add(edge.to);
    for (const [at, node] of graph.nodes.entries()) {
      // A transfer that is itself what a failure leads to is the last resort; asking for another would never end.
      if (node.type !== 'transfer' || handlesFailure.has(at)) continue;
      if (analysis.declared(at).some(({ kind }) => kind === 'failure')) continue;
      report({
        place: graph.locate(node.at, 'key'),
        message: `Transfer "${node.key}": a failure is not handled`,
        hint: 'Add a transition with "on": "failure". Without it the call ends if the transfer fails.',
        nodes: [node.key],
      });
    }
  },
} as const satisfies FlowRule;
