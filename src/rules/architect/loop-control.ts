import { Onward } from '../../architect/onward.ts';
import { type Action, everyAction, type Sequence } from '../../architect/sequence.ts';
import type { ArchitectRule } from './rule.ts';

/** True if a sequence ends, on each of its ways, by something that is neither its end nor the loop's own control. */
function leavesTask(body: Sequence): boolean {
  const open: Sequence[] = [body];
  for (let each = open.pop(); each; each = open.pop()) {
    const end: Action | undefined = each.actions.find((action) => action.onward === Onward.never);
    if (!end || end.kind === 'loopNext' || end.kind === 'loopExit') return false;
    open.push(...end.branches);
  }
  return true;
}

export const rule = {
  id: 'loop-control',
  severity: 'error',
  category: 'architect',
  summary: 'a loop control outside a loop, or a loop that is always left',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow }, report) {
    for (const container of flow.containers) {
      if (!container.sequence) continue;
      for (const { action, sequence } of everyAction(container.sequence)) {
        const control = action.kind === 'loopNext' || action.kind === 'loopExit';
        if (control && !sequence.inLoop) {
          report({
            place: flow.locate(action.at, 'key'),
            message: `Action "${action.name}" is not inside a loop`,
            hint: 'Move it into the body of a loop, or use a jump.',
          });
        }
        if (action.kind !== 'loop') continue;
        for (const body of action.branches) {
          if (!leavesTask(body)) continue;
          report({
            place: flow.locate(action.at, 'key'),
            message: `Loop "${action.name}" never runs twice: every path through it leaves it`,
            hint: 'Let one path reach the end of the loop or a loopNext.',
          });
        }
      }
    }
  },
} as const satisfies ArchitectRule;
