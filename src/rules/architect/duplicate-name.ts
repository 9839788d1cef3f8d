import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'duplicate-name',
  severity: 'error',
  category: 'architect',
  summary: 'two menus, tasks or states with the same name',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  undocumentedTypes: 'warning',
  check({ flow }, report) {
    const seen = new Set<string>();
    for (const { list, kind, name, at } of flow.containers) {
      if (list === '' || name === '') continue;
      const key = `${list}/${name}`;
      if (seen.has(key)) {
        report({
          place: flow.locate([...at, 'name']),
          message: `Two ${kind}s have the name "${name}"`,
          hint: 'Rename one of them.',
          nodes: [name],
        });
      }
      seen.add(key);
    }
  },
} as const satisfies ArchitectRule;
