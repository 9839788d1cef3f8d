import type { ArchitectRule } from './index.ts';

export const rule: ArchitectRule = {
  id: 'empty-menu',
  check({ flow }, report) {
    for (const { kind, name, at, choices } of flow.containers) {
      if (kind !== 'menu' || choices.length > 0) continue;
      report.add('empty-menu', {
        place: flow.locate(at, 'key'),
        message: `the menu "${name}" has no choices`,
        hint: 'Add a choice, or remove the menu.',
        nodes: [name],
      });
    }
  },
};
