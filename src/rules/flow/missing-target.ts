import { nearestName, surelyMeant } from '../../text/nearest.ts';
import type { FlowRule } from '../rule.ts';

/** Near names are looked for among all nodes, so only for the first few targets. */
const LOOKUPS = 20;

export const rule = {
  id: 'missing-target',
  severity: 'error',
  category: 'flow',
  summary: 'a transition to a node that does not exist',
  introduced: '0.1.0',
  appliesTo: ['node-graph'],
  check({ graph }, report) {
    let looked = 0;
    if (graph.edges.every(({ to }) => to >= 0)) return;
    const keys = graph.nodes.map((node) => node.key);
    for (const edge of graph.edges) {
      if (edge.to >= 0) continue;
      const near = looked++ < LOOKUPS ? nearestName(edge.target, keys) : undefined;
      const from = graph.nodes[edge.from]?.key ?? '';
      report({
        place: graph.locate(edge.at),
        message: `"${from}" has a transition to "${edge.target}", which does not exist`,
        meant: near,
        instead: near && surelyMeant(edge.target, keys),
        hint: near ? `Did you mean "${near}"?` : 'Add the node, or correct the target.',
        nodes: [from],
      });
    }
  },
} as const satisfies FlowRule;
