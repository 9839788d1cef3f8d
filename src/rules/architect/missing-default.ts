import { Onward } from '../../architect/onward.ts';
import type { Sequence } from '../../architect/sequence.ts';
import { isDictionary } from '../../source/data.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'missing-default',
  severity: 'warning',
  category: 'architect',
  summary: 'a switch without a default that no action follows',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow }, report) {
    for (const { sequence, name: container } of flow.containers) {
      // What stands behind a switch, or behind the branch that it is in, is what happens when no case fits.
      const open: Sequence[] = sequence ? [sequence] : [];
      for (let each = open.pop(); each; each = open.pop()) {
        const action = each.actions.at(-1);
        if (!action || action.onward === Onward.never) continue;
        if (action.kind !== 'loop') open.push(...action.branches);
        if (action.kind !== 'switch' || !isDictionary(action.value.evaluate)) continue;
        if (action.branches.some(({ label, actions }) => label === 'default' && actions.length > 0)) continue;
        report({
          place: flow.locate(action.at, 'key'),
          message: `Switch "${action.name}" has no default, and no action follows it`,
          hint: 'Add a default, even if it only ends the task.',
          nodes: [container],
        });
      }
    }
  },
} as const satisfies ArchitectRule;
