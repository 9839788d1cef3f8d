import { rule as nodeGraphRule } from '../flow/duplicate-choice.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  ...nodeGraphRule,
  appliesTo: ['architect'],
  check({ flow }, report) {
    const global = new Map<string, string>();
    for (const menu of flow.containers) {
      const digits = new Map<string, string>();
      for (const { name, value, at } of menu.choices) {
        const digit = value.dtmf;
        if (typeof digit !== 'string') continue;
        const everywhere = value.globalDtmf === true;
        const other = digits.get(digit) ?? (everywhere ? global.get(digit) : undefined);
        if (other !== undefined) {
          report({
            place: flow.locate([...at, 'dtmf']),
            message: `Options "${other}" and "${name}" have the same key: ${digit.replace('digit_', '')}`,
            hint: 'Change one of the keys.',
            nodes: [menu.name],
          });
        }
        digits.set(digit, name);
        if (everywhere) global.set(digit, name);
      }
    }
  },
} as const satisfies ArchitectRule;
