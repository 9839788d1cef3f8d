import { isVoice } from '../../flow/architect-action.ts';
import type { Action, Sequence } from '../../flow/architect-sequence.ts';
import type { ArchitectRule } from './index.ts';

/** Branches in which something has failed already: asking there for another one would never end. */
const FAILURES = new Set(['failure', 'timeout', 'notFound']);

export const rule: ArchitectRule = {
  id: 'missing-failure-path',
  check({ flow }, report) {
    for (const { sequence, name } of flow.containers) {
      if (!sequence) continue;
      const open: Sequence[] = [sequence];
      for (let each = open.pop(); each; each = open.pop()) {
        for (const [position, action] of each.actions.entries()) {
          for (const branch of action.branches) if (!FAILURES.has(branch.label)) open.push(branch);
          const words = unhandled(flow.type.root, action, each.actions[position + 1]);
          if (words === undefined) continue;
          report.add('missing-failure-path', {
            place: flow.locate(action.at, 'key'),
            message: `nothing handles a failure of "${action.name}": ${words}`,
            hint: 'Give its failure output actions: tell the caller, try elsewhere, or take a message.',
            nodes: [name],
          });
        }
      }
    }
  },
};

/** What happens to the call when an action fails that should have a way for it. */
function unhandled(root: string, action: Action, next: Action | undefined): string | undefined {
  const handled = (label: string) =>
    action.branches.some((branch) => branch.label === label && branch.actions.length > 0);
  if (action.kind.startsWith('transferTo')) {
    if (!isVoice(root) || handled('failure') || (next && next.kind !== 'disconnect')) return undefined;
    return 'the caller is cut off';
  }
  if (action.kind !== 'callData' && action.kind !== 'dataTableLookup') return undefined;
  // Where success has actions of its own, what stands behind is for the rest; a value set before may be the fallback.
  const found = action.kind === 'callData' ? 'success' : 'found';
  if (handled('failure') || handled(found) || !/"var":/.test(JSON.stringify(action.value))) return undefined;
  return next ? 'the flow goes on as if it had an answer' : undefined;
}
