import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'duplicate-ref-id',
  severity: 'error',
  category: 'architect',
  summary: 'two menus, tasks or states with one refId',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  undocumentedTypes: 'warning',
  check({ flow }, report) {
    const first = new Map<string, string>();
    for (const { list, kind, name, value, at } of flow.containers) {
      const { refId } = value;
      if (list === '' || (typeof refId !== 'string' && typeof refId !== 'number')) continue;
      const key = `${list}/${refId}`;
      const other = first.get(key);
      if (other === undefined) first.set(key, name);
      else {
        report({
          place: flow.locate([...at, 'refId']),
          message: `the ${kind} "${name}" has the refId of "${other}": ${JSON.stringify(refId)}`,
          hint: 'Give it a refId of its own; references go by it.',
          nodes: [name],
        });
      }
    }
  },
} as const satisfies ArchitectRule;
