import { meantBy } from './meant-container.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'architect-start-ref',
  severity: 'error',
  category: 'architect',
  summary: 'a start that does not exist',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  undocumentedTypes: 'warning',
  check({ flow }, report) {
    for (const link of flow.links) {
      if (link.field !== 'startUpRef' || link.resolved) continue;
      const meant = meantBy(flow, link);
      report({
        place: flow.locate(link.at),
        message: `The flow starts at ${JSON.stringify(link.text)}, which does not exist`,
        meant: meant?.name,
        instead: meant?.isSure ? meant.text : undefined,
        hint: meant
          ? `Did you mean ${JSON.stringify(meant.text)}?`
          : `Write the path of a menu, task or state with its refId, such as "/${flow.type.root}/tasks/task[Main_10]".`,
      });
    }
  },
} as const satisfies ArchitectRule;
