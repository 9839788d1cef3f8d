import { lacksAction } from '../../architect/vocabulary.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'action-flow-type',
  severity: 'error',
  category: 'architect',
  summary: 'an action that flows of this type do not have',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow }, report) {
    const { root } = flow.type;
    for (const { action, container } of flow.actions) {
      const having = lacksAction(root, action.kind);
      if (!having) continue;
      report({
        place: flow.locate(action.at, 'key'),
        message: `Action "${action.name}": ${root} flows do not have ${action.kind}`,
        hint: `Remove or replace it. Only these flow types have it: ${having.join(', ')}.`,
        nodes: [container.name],
      });
    }
  },
} as const satisfies ArchitectRule;
