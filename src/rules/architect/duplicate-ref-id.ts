import { capitalised } from '../../text/capital.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'duplicate-ref-id',
  severity: 'error',
  category: 'architect',
  summary: 'two menus, tasks or states with the same refId',
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
          message: `${capitalised(kind)} "${name}" has the same refId as "${other}": ${JSON.stringify(refId)}`,
          hint: 'Give it its own refId. References use the refId.',
          nodes: [name],
        });
      }
    }
  },
} as const satisfies ArchitectRule;
