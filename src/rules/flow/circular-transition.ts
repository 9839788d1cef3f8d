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
    // A loop that counts, and a menu that is offered again, are no transitions that somebody wrote.
    const counted = graph.edges.some(({ kind }) => kind === 'repeat');
    const transitions = counted ? analysis.within(({ kind }) => kind !== 'repeat') : analysis;
    for (const members of transitions.cycles()) {
      const cycle = transitions.cycleIn(members);
      report.add('circular-transition', {
        ...cyclePlace(graph, transitions, cycle),
        message: `the flow goes round in a circle: ${pathText(graph, cycle)}`,
        hint: 'Break the circle, or set validation_rules.allow_circular to true if it is meant.',
      });
    }
  },
};
