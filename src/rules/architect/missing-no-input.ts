import { rule as nodeGraphRule } from '../flow/missing-no-input.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  ...nodeGraphRule,
  appliesTo: ['architect'],
  check({ flow, steps }, report) {
    for (const { kind, name, value, at, choices } of flow.containers) {
      if (kind !== 'menu' || choices.length === 0 || value.defaultChildMenuRef !== undefined) continue;
      // Where every choice ends the call, no input may as well.
      if (choices.every((choice) => choice.kind === 'menuDisconnect')) continue;
      if (steps.reachable[flow.steps.indexOf(at)] !== 1) continue;
      report({
        place: flow.locate(at, 'key'),
        message: `Menu "${name}" has no default choice for a caller who stays silent`,
        hint: 'Set defaultChildMenuRef to one of its choices. Without it the menu repeats, then the call ends.',
        nodes: [name],
      });
    }
  },
} as const satisfies ArchitectRule;
