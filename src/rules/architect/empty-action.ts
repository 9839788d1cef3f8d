import { actionsOf } from './actions.ts';
import type { ArchitectRule } from './index.ts';

/** The list without which an action does nothing, and what its entries are called. */
const LISTS: Readonly<Record<string, readonly [field: string, words: string]>> = {
  updateData: ['statements', 'statements'],
  getParticipantData: ['attributes', 'attributes'],
  setParticipantData: ['attributes', 'attributes'],
  getConversationData: ['attributes', 'attributes'],
  setConversationData: ['attributes', 'attributes'],
  clearSlot: ['slots', 'slots'],
};

export const rule: ArchitectRule = {
  id: 'empty-action',
  check({ flow }, report) {
    for (const { action, container } of actionsOf(flow)) {
      if (!Object.hasOwn(LISTS, action.kind)) continue;
      const [field, words] = LISTS[action.kind] ?? ['', ''];
      const list = action.value[field];
      if (Array.isArray(list) ? list.length > 0 : typeof list === 'object' && list !== null) continue;
      report.add('empty-action', {
        place: flow.locate(action.at, 'key'),
        message: `Action "${action.name}" does nothing: it has no ${words}`,
        hint: `Add at least one entry under "${field}", or remove the action.`,
        nodes: [container.name],
      });
    }
  },
};
