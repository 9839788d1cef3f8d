import { dictionary, isDictionary } from '../../source/data.ts';
import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'missing-start',
  severity: 'error',
  category: 'flow',
  summary: 'a flow that does not say where it starts',
  check({ graph, analysis, definition }, report) {
    if (graph.origin !== 'node-graph' || analysis.entries.length > 0) return;
    // The schema has told of nodes that are no map.
    if (!isDictionary(dictionary(definition.value).nodes)) return;
    report.add('missing-start', {
      place: graph.locate(['nodes'], 'key'),
      message: 'the flow has no node of type "start"',
      hint: 'Add one: {"id": "start", "type": "start", "transitions": [{"target": …}]}.',
    });
  },
};
