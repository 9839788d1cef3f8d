import { meantBy } from './meant-container.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'architect-reference',
  severity: 'error',
  category: 'architect',
  summary: 'a reference to a menu, task or state that does not exist',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  undocumentedTypes: 'warning',
  check({ flow }, report) {
    for (const link of flow.links) {
      if (link.field === 'startUpRef' || link.resolved) continue;
      const meant = meantBy(flow, link);
      report({
        place: flow.locate(link.at),
        message: `${link.field} refers to ${JSON.stringify(link.text)}, which does not exist`,
        nodes: [link.owner],
        meant: meant?.name,
        instead: meant?.isSure ? meant.text : undefined,
        hint: meant
          ? `Did you mean ${JSON.stringify(meant.text)}?`
          : 'Write the path and refId of the target, not its name. A renamed object has a new refId.',
      });
    }
  },
} as const satisfies ArchitectRule;
