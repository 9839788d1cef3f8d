import { isIdentifier } from '../../architect/variables.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'unused-variable',
  severity: 'warning',
  category: 'architect',
  summary: 'an unused variable',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow, variables }, report) {
    for (const { name, at, shared } of variables.declared) {
      // Another rule checks names that expressions cannot read.
      const readable = isIdentifier(name.slice(name.indexOf('.') + 1));
      if (shared || !readable || variables.mentioned.has(name.toLowerCase())) continue;
      report({
        place: flow.locate(at),
        message: `Variable ${name} is unused`,
        hint: 'Remove it, or use it.',
      });
    }
  },
} as const satisfies ArchitectRule;
