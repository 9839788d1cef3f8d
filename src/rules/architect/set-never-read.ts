import { entryOf } from '../../architect/value.ts';
import { declaredTwice } from '../../architect/variables.ts';
import { dictionary } from '../../source/data.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'set-never-read',
  severity: 'warning',
  category: 'architect',
  summary: 'a variable that updateData sets and nothing ever reads',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow, variables }, report) {
    const mentions = new Map<string, number>();
    for (const name of variables.mentions) mentions.set(name, (mentions.get(name) ?? 0) + 1);
    const sets = new Map<string, number>();
    for (const { action } of flow.actions) {
      if (action.kind !== 'updateData') continue;
      for (const name of statementVariables(action.value.statements))
        sets.set(name, (sets.get(name) ?? 0) + 1);
    }
    const twice = declaredTwice(variables.declared);
    for (const { name, at, shared } of variables.declared) {
      const count = sets.get(name.toLowerCase());
      // A result that an action has to put somewhere says nothing: only what statements compute is work for nothing.
      if (
        shared ||
        twice.has(name.toLowerCase()) ||
        count === undefined ||
        mentions.get(name.toLowerCase()) !== count
      )
        continue;
      report({
        place: flow.locate(at),
        message: `Variable "${name}" is set and never read`,
        hint: 'Remove it and the statements that set it, or use it.',
      });
    }
  },
} as const satisfies ArchitectRule;

/** The variables that the statements of an action set, in lower case. */
function statementVariables(statements: unknown): string[] {
  return (Array.isArray(statements) ? statements : []).flatMap((item) => {
    const { variable } = dictionary(entryOf(item)?.value);
    return typeof variable === 'string' ? [variable.trim().toLowerCase()] : [];
  });
}
