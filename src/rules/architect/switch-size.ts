import { dictionary } from '../../source/data.ts';
import { actionsOf } from './actions.ts';
import type { ArchitectRule } from './index.ts';

/** Cases that Architect takes in one switch. */
const MOST_CASES = 64;

export const rule: ArchitectRule = {
  id: 'switch-size',
  check({ flow }, report) {
    for (const { action, container } of actionsOf(flow)) {
      if (action.kind !== 'switch') continue;
      const { firstTrue, firstMatch } = dictionary(action.value.evaluate);
      for (const each of [firstTrue, ...Object.values(dictionary(firstMatch))]) {
        const { cases } = dictionary(each);
        if (!Array.isArray(cases) || cases.length <= MOST_CASES) continue;
        report.add('switch-size', {
          place: flow.locate(action.at, 'key'),
          message: `Switch "${action.name}" has ${cases.length} cases; at most ${MOST_CASES} are allowed`,
          hint: `Move cases ${MOST_CASES + 1} to ${cases.length} into a second switch in the default branch.`,
          nodes: [container.name],
        });
      }
    }
  },
};
