import type { ArchitectRule } from './index.ts';

export const rule: ArchitectRule = {
  id: 'architect-start-ref',
  check({ flow }, report) {
    for (const link of flow.links) {
      if (link.field !== 'startUpRef' || link.resolved) continue;
      report.add('architect-start-ref', {
        place: flow.locate(link.at),
        message: `the flow starts at ${JSON.stringify(link.text)}, and there is nothing of that kind`,
        hint: `Write the path of a menu, task or state with its refId, such as "/${flow.type.root}/tasks/task[Main_10]".`,
      });
    }
  },
};
