import type { ArchitectRule } from './index.ts';
import { meantBy } from './meant-container.ts';

export const rule: ArchitectRule = {
  id: 'architect-reference',
  check({ flow }, report) {
    for (const link of flow.links) {
      if (link.field === 'startUpRef' || link.resolved) continue;
      const meant = meantBy(flow, link);
      report.add('architect-reference', {
        place: flow.locate(link.at),
        message: `${link.field} names ${JSON.stringify(link.text)}, which does not exist`,
        nodes: [link.owner],
        meant: meant?.name,
        hint: meant
          ? `Did you mean ${JSON.stringify(meant.text)}?`
          : 'References name an object by its path and refId, not by its name. A renamed object has a new refId.',
      });
    }
  },
};
