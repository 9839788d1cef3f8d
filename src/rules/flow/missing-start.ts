import { dictionary, isDictionary } from '../../source/data.ts';
import type { FlowRule } from '../rule.ts';

export const rule = {
  id: 'missing-start',
  severity: 'error',
  category: 'flow',
  summary: 'a flow without a start',
  introduced: '0.1.0',
  appliesTo: ['node-graph'],
  check({ graph, analysis, definition }, report) {
    if (analysis.entries.length > 0) return;
    // The schema reports nodes that are not an object.
    if (!isDictionary(dictionary(definition.value).nodes)) return;
    report({
      place: graph.locate(['nodes'], 'key'),
      message: 'The flow has no start node',
      hint: 'Add {"id": "start", "type": "start", "transitions": [{"target": "<first node>"}]}.',
    });
  },
} as const satisfies FlowRule;
