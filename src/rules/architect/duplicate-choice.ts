import type { ArchitectRule } from './index.ts';

export const rule: ArchitectRule = {
  id: 'duplicate-choice',
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
          report.add('duplicate-choice', {
            place: flow.locate([...at, 'dtmf']),
            message: `"${name}" has the key ${digit.replace('digit_', '')}, which "${other}" has already`,
            hint: 'Give one of them another key.',
            nodes: [menu.name],
          });
        }
        digits.set(digit, name);
        if (everywhere) global.set(digit, name);
      }
    }
  },
};
