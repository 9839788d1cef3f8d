import type { Path } from '../../source/document.ts';
import type { ArchitectRule } from './index.ts';

export const rule: ArchitectRule = {
  id: 'template-token',
  check({ definition }, report) {
    const open: [unknown, Path][] = [[definition.value, []]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [value, path] = next;
      if (typeof value !== 'object' || value === null) continue;
      for (const [key, child] of Object.entries(value)) {
        const at = [...path, Array.isArray(value) ? Number(key) : key];
        // yaml writes the map {token: null} that stood as a key as the text "{ token }".
        if (/^\{ ?[\w.-]+ ?\}$/.test(key) && child === null) {
          report.add('template-token', {
            place: definition.locate(path),
            message: 'a {{token}} without quotes: YAML reads it as a map',
            hint: 'Put it into quotes: "{{token}}".',
          });
        }
        open.push([child, at]);
      }
    }
  },
};
