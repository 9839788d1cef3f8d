import type { ArchitectRule } from './index.ts';

export const rule: ArchitectRule = {
  id: 'duplicate-ref-id',
  check({ flow }, report) {
    const first = new Map<string, string>();
    for (const { list, kind, name, value, at } of flow.containers) {
      const { refId } = value;
      if (list === '' || (typeof refId !== 'string' && typeof refId !== 'number')) continue;
      const key = `${list}/${refId}`;
      const other = first.get(key);
      if (other === undefined) first.set(key, name);
      else {
        report.add('duplicate-ref-id', {
          place: flow.locate([...at, 'refId']),
          message: `the ${kind} "${name}" has the refId of "${other}": ${JSON.stringify(refId)}`,
          hint: 'Give it a refId of its own; references go by it.',
          nodes: [name],
        });
      }
    }
  },
};
