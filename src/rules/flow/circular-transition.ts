import type { Rule } from '../rule.ts';
import { cyclePlace, pathText } from '../witness.ts';

export const rule: Rule = {
  id: 'circular-transition',
  severity: 'error',
  category: 'flow',
  summary: 'a cycle of transitions where the manifest allows none',
  check({ graph, analysis, manifest }, report) {
    const allowed = manifest.allowCircular ?? graph.origin !== 'node-graph';
    if (allowed) return;
    for (const members of analysis.cycles()) {
      const cycle = analysis.cycleIn(members);
      report.add('circular-transition', {
        ...cyclePlace(graph, analysis, cycle),
        message: `the flow goes round in a circle: ${pathText(graph, cycle)}`,
        hint: 'Break the circle, or set validation_rules.allow_circular to true if it is meant.',
      });
    }
  },
};
