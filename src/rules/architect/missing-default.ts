import { everySequence } from '../../flow/architect-sequence.ts';
import { isDictionary } from '../../source/data.ts';
import type { ArchitectRule } from './index.ts';

export const rule: ArchitectRule = {
  id: 'missing-default',
  check({ flow }, report) {
    for (const { sequence, name: container } of flow.containers) {
      for (const { actions } of sequence ? everySequence(sequence) : []) {
        // What stands behind a switch is what happens when no case fits; only the last action has nothing behind it.
        const action = actions.at(-1);
        if (action?.kind !== 'switch' || !isDictionary(action.value.evaluate)) continue;
        if (action.branches.some(({ label, actions }) => label === 'default' && actions.length > 0)) continue;
        report.add('missing-default', {
          place: flow.locate(action.at, 'key'),
          message: `"${action.name}" does nothing when none of its cases fits, and nothing comes after it`,
          hint: 'Add a default, even if it only ends the task.',
          nodes: [container],
        });
      }
    }
  },
};
