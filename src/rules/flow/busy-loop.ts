import type { Rule } from '../rule.ts';
import { cyclePlace, pathText } from '../witness.ts';

export const rule: Rule = {
  id: 'busy-loop',
  severity: 'error',
  category: 'flow',
  summary: 'a cycle in which nothing waits for the caller',
  check({ graph, analysis }, report) {
    const busy = (node: number) =>
      analysis.reachable[node] === 1 && graph.nodes[node]?.role !== 'interaction';
    for (const members of analysis.cyclesWithin(busy)) {
      const cycle = analysis.cycleIn(members);
      report.add('busy-loop', {
        ...cyclePlace(graph, analysis, cycle),
        message: `nothing in this circle waits for the caller: ${pathText(graph, cycle)}`,
        hint: 'The platform stops it after 10,000 actions and the caller hears silence. Put a menu into it, or lead out of it.',
      });
    }
  },
};
