import { quoted } from '../../architect/value.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'duplicate-variable',
  severity: 'error',
  category: 'architect',
  summary: 'two variables with the same name in one scope',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow, variables }, report) {
    const first = new Map<string, string>();
    for (const { name, at, scope } of variables.declared) {
      const key = [name.trim().toLowerCase(), ...scope].join('\0');
      const other = first.get(key);
      if (other === undefined) {
        first.set(key, name);
        continue;
      }
      report({
        place: flow.locate(at),
        message:
          other === name
            ? `Variable ${quoted(name)} is declared twice`
            : `Variable ${quoted(name)} is already declared as ${quoted(other)}; names ignore case`,
        hint: 'Remove or rename one of them.',
      });
    }
  },
} as const satisfies ArchitectRule;
