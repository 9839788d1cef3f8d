import { quoted } from '../../architect/value.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'duplicate-variable',
  severity: 'error',
  category: 'architect',
  summary: 'two variables of one scope with one name',
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
            : `Variable ${quoted(name)} is declared before as ${quoted(other)}; capitals make no difference`,
        hint: 'Remove one of the two, or give it another name.',
      });
    }
  },
} as const satisfies ArchitectRule;
