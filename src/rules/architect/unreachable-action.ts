import { Onward } from '../../architect/onward.ts';
import { everySequence } from '../../architect/sequence.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'unreachable-action',
  severity: 'warning',
  category: 'architect',
  summary: 'an action after one that ends its sequence',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow }, report) {
    for (const { sequence } of flow.containers) {
      for (const each of sequence ? everySequence(sequence) : []) {
        const end = each.actions.findIndex((action) => action.onward === Onward.never);
        const lost = end < 0 ? undefined : each.actions[end + 1];
        if (!lost) continue;
        const more = each.actions.length - end - 2;
        report({
          place: flow.locate(lost.at, 'key'),
          message: `"${lost.name}"${more > 0 ? ` and ${more} more are` : ' is'} unreachable: "${each.actions[end]?.name}" ends the sequence before it`,
          hint: `Remove it, or move it before "${each.actions[end]?.name}".`,
        });
      }
    }
  },
} as const satisfies ArchitectRule;
