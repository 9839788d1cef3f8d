import { dictionary, isDictionary } from '../../source/data.ts';
import type { FlowRule } from '../rule.ts';

export const rule = {
  id: 'missing-start',
  severity: 'error',
  category: 'flow',
  summary: 'a flow that does not say where it starts',
  introduced: '0.1.0',
  appliesTo: ['node-graph'],
  check({ graph, analysis, definition }, report) {
    if (analysis.entries.length > 0) return;
    // The schema has told of nodes that are no map.
    if (!isDictionary(dictionary(definition.value).nodes)) return;
    report({
      place: graph.locate(['nodes'], 'key'),
      message: 'the flow has no node of type "start"',
      hint: 'Add one: {"id": "start", "type": "start", "transitions": [{"target": …}]}.',
    });
  },
} as const satisfies FlowRule;
