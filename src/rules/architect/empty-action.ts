import type { ArchitectRule } from './rule.ts';

/** The list without which an action does nothing. */
const LISTS: Readonly<Record<string, string>> = {
  updateData: 'statements',
  getParticipantData: 'attributes',
  setParticipantData: 'attributes',
  setConversationData: 'attributes',
  clearSlot: 'slots',
};

export const rule = {
  id: 'empty-action',
  severity: 'warning',
  category: 'architect',
  summary: 'an action without statements or attributes',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow }, report) {
    for (const { action, container } of flow.actions) {
      if (!Object.hasOwn(LISTS, action.kind)) continue;
      const field = LISTS[action.kind] ?? '';
      const list = action.value[field];
      if (Array.isArray(list) ? list.length > 0 : typeof list === 'object' && list !== null) continue;
      report({
        place: flow.locate(action.at, 'key'),
        message: `Action "${action.name}" does nothing: it has no ${field}`,
        hint: `Add at least one entry under "${field}", or remove the action.`,
        nodes: [container.name],
      });
    }
  },
} as const satisfies ArchitectRule;
