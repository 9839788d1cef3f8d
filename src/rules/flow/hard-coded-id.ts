import type { Rule } from '../rule.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const rule: Rule = {
  id: 'hard-coded-id',
  severity: 'warning',
  category: 'flow',
  summary: 'an id where a name is meant',
  check({ graph }, report) {
    for (const reference of graph.references) {
      if (!GUID.test(reference.name)) continue;
      report.add('hard-coded-id', {
        place: graph.locate(reference.at),
        message: `the ${reference.kind} is named by an id; ids differ from org to org`,
        hint: `Use the name of the ${reference.kind}.`,
        nodes: [graph.nodes[reference.node]?.key ?? ''],
      });
    }
  },
};
