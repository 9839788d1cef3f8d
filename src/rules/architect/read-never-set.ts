import { isUnset } from '../../architect/value.ts';
import { declaredTwice, isIdentifier } from '../../architect/variables.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'read-never-set',
  severity: 'warning',
  category: 'architect',
  summary: 'a variable that expressions read and nothing ever sets',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow, variables }, report) {
    const read = new Set(variables.uses.filter(({ at }) => at.at(-1) === 'exp').map(({ name }) => name));
    const twice = declaredTwice(variables.declared);
    for (const { name, at, settings, shared, type } of variables.declared) {
      const key = name.toLowerCase();
      // Whatever names it beside expressions may set it, an action that is not known here included.
      if (
        shared ||
        twice.has(key) ||
        !read.has(key) ||
        variables.namedElsewhere.has(key) ||
        !isUnset(settings.initialValue)
      )
        continue;
      if (!isIdentifier(name.slice(name.indexOf('.') + 1))) continue;
      const value = type.endsWith('Collection') ? 'empty' : 'NOT_SET';
      report({
        place: flow.locate(at),
        message: `Variable "${name}" is read and never set: it is always ${value}`,
        hint: 'Give it an initial value, set it before it is read, or remove it.',
      });
    }
  },
} as const satisfies ArchitectRule;
