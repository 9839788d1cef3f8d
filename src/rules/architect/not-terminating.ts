import { Onward } from '../../architect/onward.ts';
import { capitalised } from '../../text/capital.ts';
import type { ArchitectRule } from './rule.ts';

const WORDS = {
  menu: 'menu',
  task: 'task',
  state: 'state',
  bot: 'bot',
  body: 'flow',
  choice: 'task of the choice',
} as const;

export const rule = {
  id: 'not-terminating',
  severity: 'error',
  category: 'architect',
  summary: 'a task or state whose actions do not end it',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check({ flow }, report) {
    for (const container of flow.containers) {
      const { sequence } = container;
      if (!sequence || !container.mustTerminate || sequence.onward < Onward.likely) continue;
      const last = sequence.actions.at(-1);
      report({
        place: last ? flow.locate(last.at, 'key') : flow.locate(container.at, 'key'),
        message: last
          ? `${capitalised(WORDS[container.kind] ?? container.kind)} "${container.name}" has no final action after "${last.name}"`
          : `${capitalised(WORDS[container.kind] ?? container.kind)} "${container.name}" has no actions`,
        hint: 'Add a final action: disconnect, a jump, end task, or a transfer with a failure branch.',
        nodes: [container.name],
        // Of an action that is not known here, only the platform knows whether it ends the flow.
        ...(sequence.onward === Onward.certain ? {} : { severity: 'warning' as const }),
      });
    }
  },
} as const satisfies ArchitectRule;
