import type { FlowEdge } from '../../flow/graph.ts';
import type { FlowRule } from '../rule.ts';
import { cyclePlace, outgoing, pathText } from '../trace.ts';

export const rule = {
  id: 'unbounded-reprompt',
  severity: 'warning',
  category: 'flow',
  summary: 'a cycle that only correct input can leave',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
  check({ graph, analysis }, report) {
    for (const members of analysis.cycles()) {
      const inside = new Set(members);
      if (analysis.reachable[members[0] ?? -1] !== 1) continue;
      const waits = members.some((at) => graph.nodes[at]?.role === 'interaction');
      const bounded = members.some(
        (at) => graph.nodes[at]?.endsByItself || graph.nodes[at]?.role === 'terminal',
      );
      const exits = members
        .flatMap((at) => outgoing(graph, analysis, at))
        .filter((edge) => !inside.has(edge.to));
      if (!waits || bounded || exits.length === 0) continue;
      const deciders = graph.deciders?.(members);
      if (deciders?.counting.size) continue;
      const byInput = ({ kind, from }: FlowEdge) =>
        kind === 'choice' || deciders?.listening.has(from) === true;
      if (!exits.every(byInput)) continue;
      const cycle = analysis.cycleIn(members);
      report({
        ...cyclePlace(graph, analysis, cycle),
        message: `Only correct input leaves this cycle: ${pathText(graph, cycle)}`,
        hint: 'Add a no-input transition to a transfer or an end, for a caller who stays silent.',
      });
    }
  },
} as const satisfies FlowRule;
