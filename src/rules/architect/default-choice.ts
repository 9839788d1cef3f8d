import type { ArchitectRule } from './index.ts';

export const rule: ArchitectRule = {
  id: 'default-choice',
  check({ flow }, report) {
    for (const link of flow.links) {
      if (link.field !== 'defaultChildMenuRef' || !link.target) continue;
      const menu = link.at.slice(0, -1);
      const inside = menu.every((step, index) => link.target?.[index] === step);
      if (inside && link.target[menu.length] === 'choices') continue;
      report.add('default-choice', {
        place: flow.locate(link.at),
        message: `the default ${JSON.stringify(link.text)} is none of the choices of its menu`,
        hint: 'Name a choice of this menu, such as "./choices/menuTask[its refId]".',
        nodes: [link.owner],
      });
    }
  },
};
