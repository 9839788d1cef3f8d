import type { FlowRule } from '../rule.ts';
import { cyclePlace, pathText } from '../trace.ts';

export const rule = {
  id: 'busy-loop',
  severity: 'error',
  category: 'flow',
  summary: 'a cycle in which nothing waits for the caller',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
  check({ graph, analysis }, report) {
    if (!analysis.hasCycle) return;
    const busy = (node: number) =>
      analysis.reachable[node] === 1 && graph.nodes[node]?.role !== 'interaction';
    // Loops count, handlers of events run once, and calls that go round are the business of another rule.
    const left = analysis.within(
      ({ from, to, kind }) =>
        kind !== 'repeat' && kind !== 'event' && kind !== 'call' && busy(from) && busy(to),
    );
    for (const found of left.cycles()) {
      const counters = graph.deciders?.(found).counting;
      const uncounted = counters?.size
        ? left.within(({ from, to }) => !counters.has(from) && !counters.has(to))
        : left;
      const inside = new Set(found);
      for (const members of uncounted === left ? [found] : uncounted.cycles()) {
        if (!inside.has(members[0] ?? -1)) continue;
        const cycle = uncounted.cycleIn(members);
        report({
          ...cyclePlace(graph, uncounted, cycle),
          message: `Nothing in this cycle waits for the caller: ${pathText(graph, cycle)}`,
          hint: 'Add a menu to the cycle, or a way out. The platform stops after 10,000 actions; the caller hears silence.',
        });
      }
    }
  },
} as const satisfies FlowRule;
