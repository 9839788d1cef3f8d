import type { ArchitectRule } from './index.ts';

export const rule: ArchitectRule = {
  id: 'duplicate-name',
  check({ flow }, report) {
    const seen = new Set<string>();
    for (const { list, kind, name, at } of flow.containers) {
      if (list === '' || name === '') continue;
      const key = `${list}/${name}`;
      if (seen.has(key)) {
        report.add('duplicate-name', {
          place: flow.locate([...at, 'name']),
          message: `another ${kind} has the name "${name}"`,
          hint: 'Give one of them another name.',
          nodes: [name],
        });
      }
      seen.add(key);
    }
  },
};
