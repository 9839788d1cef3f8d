import { canHaveMenus } from '../../architect/vocabulary.ts';
import type { ArchitectRule } from './rule.ts';

export const rule = {
  id: 'previous-menu',
  severity: 'error',
  category: 'architect',
  summary: 'previousMenu where there is no previous menu',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow }, report) {
    // Where the flow type has no menus at all, action-flow-type says so.
    if (!flow.known || !canHaveMenus(flow.type.root)) return;
    const start = flow.links.find(({ field }) => field === 'startUpRef')?.target?.join('\0');
    const menus = flow.containers.some(({ kind }) => kind === 'menu');
    for (const { action, container } of flow.actions) {
      if (action.kind !== 'previousMenu') continue;
      const inStart = container.kind === 'task' && container.at.join('\0') === start;
      if (menus && !inStart) continue;
      report({
        place: flow.locate(action.at, 'key'),
        message: menus
          ? `Action "${action.name}": the start task "${container.name}" has no previous menu`
          : `Action "${action.name}": the flow has no menu to return to`,
        hint: menus
          ? 'Use jumpToMenu with the intended menu, or disconnect.'
          : 'Remove the action, or add a menu. To repeat the task, use jumpToTask.',
        nodes: [container.name],
      });
    }
  },
} as const satisfies ArchitectRule;
