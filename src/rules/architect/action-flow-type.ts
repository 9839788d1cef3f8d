import { lacksAction } from '../../architect/vocabulary.ts';
import { actionsOf } from './actions.ts';
import type { ArchitectRule } from './index.ts';

export const rule: ArchitectRule = {
  id: 'action-flow-type',
  check({ flow }, report) {
    const { root } = flow.type;
    for (const { action, container } of actionsOf(flow)) {
      const having = lacksAction(root, action.kind);
      if (!having) continue;
      report.add('action-flow-type', {
        place: flow.locate(action.at, 'key'),
        message: `Action "${action.name}": ${root} flows do not have ${action.kind}`,
        hint: `Remove or replace it. Only these flow types have it: ${having.join(', ')}.`,
        nodes: [container.name],
      });
    }
  },
};
