import { NODE_TYPES } from '../../flow/node-graph.ts';
import { nearestName } from '../../nearest.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'unknown-node-type',
  severity: 'error',
  category: 'flow',
  summary: 'a node type outside the vocabulary',
  check({ graph }, report) {
    if (graph.origin !== 'node-graph') return;
    const known = Object.keys(NODE_TYPES);
    for (const node of graph.nodes) {
      if (node.type === '' || Object.hasOwn(NODE_TYPES, node.type)) continue;
      const near = nearestName(node.type, known);
      report.add('unknown-node-type', {
        place: graph.locate([...node.at, 'type']),
        message: `"${node.key}" has the type "${node.type}", which does not exist`,
        hint: near ? `Did you mean "${near}"?` : `Known types: ${known.join(', ')}.`,
        nodes: [node.key],
      });
    }
  },
};
