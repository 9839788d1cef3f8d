import type { ArchitectRule } from './index.ts';

export const rule: ArchitectRule = {
  id: 'unused-variable',
  check({ flow, variables }, report) {
    for (const { name, at, shared } of variables.declared) {
      // A name with a blank or another letter than expressions are searched for cannot be told to be unused.
      if (shared || !/^\w+\.[A-Za-z_]\w*$/.test(name) || variables.mentioned.has(name.toLowerCase()))
        continue;
      report.add('unused-variable', {
        place: flow.locate(at),
        message: `nothing uses the variable ${name}`,
        hint: 'Remove it, or use it.',
      });
    }
  },
};
