import { dictionary } from '../../source/data.ts';
import type { ArchitectRule } from './rule.ts';

/** Cases that Architect takes in one switch. */
const MOST_CASES = 64;

export const rule = {
  id: 'switch-size',
  severity: 'error',
  category: 'architect',
  summary: 'a switch with more than 64 cases',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow }, report) {
    for (const { action, container } of flow.actions) {
      if (action.kind !== 'switch') continue;
      const { firstTrue, firstMatch } = dictionary(action.value.evaluate);
      for (const each of [firstTrue, ...Object.values(dictionary(firstMatch))]) {
        const { cases } = dictionary(each);
        if (!Array.isArray(cases) || cases.length <= MOST_CASES) continue;
        report({
          place: flow.locate(action.at, 'key'),
          message: `Switch "${action.name}" has ${cases.length} cases; at most ${MOST_CASES} are allowed`,
          hint: `Move cases ${MOST_CASES + 1} to ${cases.length} into a second switch in the default branch.`,
          nodes: [container.name],
        });
      }
    }
  },
} as const satisfies ArchitectRule;
