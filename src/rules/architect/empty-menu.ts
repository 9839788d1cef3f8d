import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'empty-menu',
  severity: 'error',
  category: 'architect',
  summary: 'a menu without choices',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow }, report) {
    for (const { kind, name, at, choices } of flow.containers) {
      if (kind !== 'menu' || choices.length > 0) continue;
      report({
        place: flow.locate(at, 'key'),
        message: `Menu "${name}" has no choices`,
        hint: 'Add a choice, or remove the menu.',
        nodes: [name],
      });
    }
  },
} as const satisfies ArchitectRule;
