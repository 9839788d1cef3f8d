import type { ArchitectRule } from './index.ts';
import { meantBy } from './meant-container.ts';

export const rule: ArchitectRule = {
  id: 'architect-start-ref',
  check({ flow }, report) {
    for (const link of flow.links) {
      if (link.field !== 'startUpRef' || link.resolved) continue;
      const meant = meantBy(flow, link);
      report.add('architect-start-ref', {
        place: flow.locate(link.at),
        message: `the flow starts at ${JSON.stringify(link.text)}, and there is nothing of that kind`,
        meant: meant?.name,
        hint: meant
          ? `Did you mean ${JSON.stringify(meant.text)}?`
          : `Write the path of a menu, task or state with its refId, such as "/${flow.type.root}/tasks/task[Main_10]".`,
      });
    }
  },
};
