import type { Medium } from '../../architect/action.ts';
import type { Action, Sequence } from '../../architect/sequence.ts';
import { rule as nodeGraphRule } from '../flow/missing-failure-path.ts';
import type { ArchitectRule } from './rule.ts';

/** Branches in which something has failed already: asking there for another one would never end. */
const FAILURES = new Set(['failure', 'timeout', 'notFound']);

/** Actions of which a caller notices nothing. */
const UNHEARD = new Set(['updateData', 'setParticipantData', 'setFlowOutcome', 'addFlowMilestone']);

export const rule = {
  ...nodeGraphRule,
  appliesTo: ['architect'],
  check({ flow }, report) {
    for (const { sequence, name } of flow.containers) {
      if (!sequence) continue;
      const open: { sequence: Sequence; after: Action | undefined }[] = [{ sequence, after: undefined }];
      for (let each = open.pop(); each; each = open.pop()) {
        const { actions } = each.sequence;
        const heard = following(actions, each.after);
        for (const [position, action] of actions.entries()) {
          // Behind the body of a loop comes its next round.
          const after = action.kind === 'loop' ? action : heard[position];
          for (const branch of action.branches)
            if (!FAILURES.has(branch.label)) open.push({ sequence: branch, after });
          const next = actions[position + 1] ?? each.after;
          const words = unhandled(flow.medium, action, next, heard[position]);
          if (words === undefined) continue;
          report({
            place: flow.locate(action.at, 'key'),
            message: `Action "${action.name}": a failure is not handled, and ${words}`,
            hint: 'Add actions to its failure output, such as a message and a transfer to another queue.',
            nodes: [name],
          });
        }
      }
    }
  },
} as const satisfies ArchitectRule;

/** For each action the next one that a caller notices, behind the end of the sequence included. */
function following(actions: readonly Action[], after: Action | undefined): (Action | undefined)[] {
  const found: (Action | undefined)[] = [];
  let next = after;
  for (const action of actions.toReversed()) {
    found.push(next);
    if (!UNHEARD.has(action.kind)) next = action;
  }
  return found.reverse();
}

/** What happens to the call when an action fails that should have a way for it. */
function unhandled(
  medium: Medium,
  action: Action,
  next: Action | undefined,
  heard: Action | undefined,
): string | undefined {
  const handled = (label: string) =>
    action.branches.some((branch) => branch.label === label && branch.actions.length > 0);
  const cutOff = heard === undefined || heard.kind === 'disconnect';
  if (action.kind.startsWith('transferTo'))
    return medium !== 'voice' || handled('failure') || !cutOff ? undefined : CUT_OFF;
  if (action.kind !== 'callData' && action.kind !== 'dataTableLookup') return undefined;
  if (handled('failure')) return undefined;
  const found = action.kind === 'callData' ? 'success' : 'found';
  // Where success has actions of its own, what stands behind is for the rest.
  if (handled(found)) return heard?.kind === 'disconnect' ? CUT_OFF : undefined;
  // A value set before may be the fallback.
  if (!/"var":/.test(JSON.stringify(action.value))) return undefined;
  return next ? 'the flow continues as if it had an answer' : undefined;
}

const CUT_OFF = 'the caller is disconnected';
