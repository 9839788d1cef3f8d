import type { FlowRule } from '../rule.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const rule = {
  id: 'hard-coded-id',
  severity: 'warning',
  category: 'flow',
  summary: 'an id where a name is expected',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
  undocumentedTypes: 'warning',
  check({ graph }, report) {
    for (const reference of graph.references) {
      if (!GUID.test(reference.name)) continue;
      report({
        place: graph.locate(reference.at),
        message: `The ${reference.kind} is named by an id, which differs from org to org`,
        hint: `Use the name of the ${reference.kind}.`,
        nodes: [graph.nodes[reference.node]?.key ?? ''],
      });
    }
  },
} as const satisfies FlowRule;
