import { actionsOf } from './actions.ts';
import type { ArchitectRule } from './index.ts';

/** The list without which an action does nothing. */
const LISTS: Readonly<Record<string, string>> = {
  updateData: 'statements',
  getParticipantData: 'attributes',
  setParticipantData: 'attributes',
  setConversationData: 'attributes',
  clearSlot: 'slots',
};

export const rule: ArchitectRule = {
  id: 'empty-action',
  check({ flow }, report) {
    for (const { action, container } of actionsOf(flow)) {
      if (!Object.hasOwn(LISTS, action.kind)) continue;
      const field = LISTS[action.kind] ?? '';
      const list = action.value[field];
      if (Array.isArray(list) ? list.length > 0 : typeof list === 'object' && list !== null) continue;
      report.add('empty-action', {
        place: flow.locate(action.at, 'key'),
        message: `Action "${action.name}" does nothing: it has no ${field}`,
        hint: `Add at least one entry under "${field}", or remove the action.`,
        nodes: [container.name],
      });
    }
  },
};
