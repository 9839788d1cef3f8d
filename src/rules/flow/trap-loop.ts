import type { FlowRule } from '../rule.ts';
import { cyclePlace, outgoing, pathText } from '../trace.ts';

export const rule = {
  id: 'trap-loop',
  severity: 'error',
  category: 'flow',
  summary: 'a cycle that no transition leaves',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
  check({ graph, analysis }, report) {
    for (const members of analysis.cycles()) {
      const first = members[0] ?? -1;
      if (analysis.reachable[first] !== 1) continue;
      const inside = new Set(members);
      const leaves = members.some(
        (at) =>
          graph.nodes[at]?.role === 'terminal' ||
          graph.nodes[at]?.endsByItself === true ||
          outgoing(graph, analysis, at).some((edge) => !inside.has(edge.to)),
      );
      if (leaves) continue;
      const cycle = analysis.cycleIn(members);
      report({
        ...cyclePlace(graph, analysis, cycle),
        message: `No transition leaves this cycle: ${pathText(graph, cycle)}`,
        hint: 'Add a transition from one of its nodes to an end or a transfer.',
        nodes: members.map((at) => graph.nodes[at]?.key ?? ''),
      });
    }
  },
} as const satisfies FlowRule;
