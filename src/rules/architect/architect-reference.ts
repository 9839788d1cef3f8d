import type { ArchitectRule } from './index.ts';

export const rule: ArchitectRule = {
  id: 'architect-reference',
  check({ flow }, report) {
    for (const link of flow.links) {
      if (link.field === 'startUpRef' || link.resolved) continue;
      report.add('architect-reference', {
        place: flow.locate(link.at),
        message: `${link.field} names ${JSON.stringify(link.text)}, which does not exist`,
        nodes: [link.owner],
        hint: 'References name an object by its path and refId, not by its name. A renamed object has a new refId.',
      });
    }
  },
};
