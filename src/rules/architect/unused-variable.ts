import { isIdentifier } from '../../architect/variables.ts';
import type { ArchitectRule } from './index.ts';

export const rule: ArchitectRule = {
  id: 'unused-variable',
  check({ flow, variables }, report) {
    for (const { name, at, shared } of variables.declared) {
      // A name that expressions cannot read is the business of another rule.
      const readable = isIdentifier(name.slice(name.indexOf('.') + 1));
      if (shared || !readable || variables.mentioned.has(name.toLowerCase())) continue;
      report.add('unused-variable', {
        place: flow.locate(at),
        message: `nothing uses the variable ${name}`,
        hint: 'Remove it, or use it.',
      });
    }
  },
};
