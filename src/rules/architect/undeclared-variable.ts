import type { Path } from '../../source/document.ts';
import { some } from '../trace.ts';
import { DECLARE, Declared, kindOf, undeclaredWords } from '../undeclared.ts';

import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'undeclared-variable',
  severity: 'warning',
  category: 'architect',
  summary: 'a variable that is set and not declared',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow, variables }, report) {
    const declared = new Declared(variables.declared);
    // Names in expressions have a rule of their own; one name is one finding.
    const reported = new Set(variables.uses.filter(({ at }) => at.at(-1) === 'exp').map(({ name }) => name));
    const reportedKinds = new Set([...reported].map(kindOf));
    const without = new Map<string, { at: Path; names: string[] }>();
    for (const { name, at, written } of variables.uses) {
      if (at.at(-1) === 'exp' || reported.has(name)) continue;
      const problem = declared.problemOf(name, at);
      if (!problem) continue;
      reported.add(name);
      if (!problem.kindIsMissing) {
        report({ place: flow.locate(at), ...undeclaredWords(written, problem) });
        continue;
      }
      const kind = kindOf(name);
      if (reportedKinds.has(kind)) continue;
      const all = without.get(kind);
      if (all) all.names.push(written);
      else without.set(kind, { at, names: [written] });
    }
    // A file that declares none of a kind leaves out the whole block: that is one finding.
    for (const { at, names } of without.values()) {
      const more =
        names.length > 1 ? `; neither ${names.length === 2 ? 'is' : 'are'} ${some(names.slice(1))}` : '';
      report({
        place: flow.locate(at),
        message: `Variable "${names[0]}" is not declared${more}`,
        hint: DECLARE,
      });
    }
  },
} as const satisfies ArchitectRule;
