import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'default-choice',
  severity: 'error',
  category: 'architect',
  summary: 'a default that is not a choice of its menu',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow }, report) {
    for (const link of flow.links) {
      if (link.field !== 'defaultChildMenuRef' || !link.target) continue;
      const menu = link.at.slice(0, -1);
      const inside = menu.every((step, index) => link.target?.[index] === step);
      if (inside && link.target[menu.length] === 'choices') continue;
      report({
        place: flow.locate(link.at),
        message: `The default ${JSON.stringify(link.text)} is not a choice of its menu`,
        hint: 'Use a choice of this menu, such as "./choices/menuTask[<refId>]".',
        nodes: [link.owner],
      });
    }
  },
} as const satisfies ArchitectRule;
