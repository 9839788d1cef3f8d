import type { FlowRule } from '../rule.ts';
import { cyclePlace, outgoing, pathText } from '../trace.ts';

export const rule = {
  id: 'failure-only-exit',
  severity: 'warning',
  category: 'flow',
  summary: 'a cycle that only a failure can leave',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
  check({ graph, analysis }, report) {
    for (const members of analysis.cycles()) {
      const inside = new Set(members);
      if (analysis.reachable[members[0] ?? -1] !== 1) continue;
      if (members.some((at) => graph.nodes[at]?.endsByItself || graph.nodes[at]?.role === 'terminal'))
        continue;
      const exits = members
        .flatMap((at) => outgoing(graph, analysis, at))
        .filter((edge) => !inside.has(edge.to));
      if (exits.length === 0 || !exits.every(({ kind }) => kind === 'failure' || kind === 'timeout'))
        continue;
      const cycle = analysis.cycleIn(members);
      report({
        ...cyclePlace(graph, analysis, cycle),
        message: `Only a failure leaves this cycle: ${pathText(graph, cycle)}`,
        hint: 'Add a transition out of the cycle for a call in which nothing fails.',
      });
    }
  },
} as const satisfies FlowRule;
