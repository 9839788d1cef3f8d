import { cyclePlace, pathText } from '../trace.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'recursive-task-call',
  severity: 'error',
  category: 'architect',
  summary: 'tasks that call each other without an exit',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow, steps }, report) {
    const { nodes } = flow.steps;
    const calls = flow.steps.edges.filter(({ kind, to }) => kind === 'call' && to >= 0);
    if (calls.length === 0) return;
    const inCircle = ({ from, to }: { from: number; to: number }) =>
      steps.components.of[from] === steps.components.of[to];
    const around = calls.filter(inCircle);
    if (around.length === 0) return;
    // A way out is an end that can be reached without making one of these calls.
    const calling = new Set(around.map(({ from }) => from));
    const { ends } = steps.within(({ from, to }) => !calling.has(from) && !calling.has(to));
    const inside = steps.within((edge) => edge.kind !== 'return' && inCircle(edge));
    const reported = new Set<number>();
    for (const call of around) {
      const component = steps.components.of[call.to] ?? -1;
      if (ends[call.to] === 1 || steps.reachable[call.to] !== 1 || reported.has(component)) continue;
      reported.add(component);
      // The call that leads back to where the call came from is the one that closes the circle.
      const closing = around.find(
        ({ from, to }) =>
          steps.components.of[to] === component &&
          ends[to] !== 1 &&
          steps.distance(to) <= steps.distance(from),
      );
      const cycle = inside.cycleWith(closing ?? call);
      report({
        ...cyclePlace(flow.steps, inside, cycle),
        message: `These task calls never end: ${pathText(flow.steps, cycle)}`,
        hint: 'Add an exit before the call, or jump to the task instead of calling it.',
        nodes: [...new Set(cycle.map((at) => nodes[flow.steps.owner[at] ?? -1]?.key ?? ''))],
      });
    }
  },
} as const satisfies ArchitectRule;
