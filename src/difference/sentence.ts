import { groupBy } from '../text/group-by.ts';
import { actionSentences } from './action-sentences.ts';
import type { Context, FlowDifference } from './change.ts';
import { flowSentences } from './flow-sentences.ts';
import { menuSentences, optionSentences } from './menu-sentences.ts';
import { nodeSentences } from './node-sentences.ts';
import { groupOf } from './parts-words.ts';
import { settingSentences } from './setting-sentences.ts';
import { taskSentences } from './task-sentences.ts';

/** One change of a flow in words. The texts are not escaped. */
export interface ChangeSentence {
  /** The menu, task, state or node that it is about; empty for the flow itself. */
  readonly group: string;
  /** `option 3 now goes to Billing (was Support)`. */
  readonly text: string;
  /** The key of the part that it is about, as pictures have it: its path; of a removed part with `removed` before it. */
  readonly part: string;
}

/** What differs between two versions of a flow, in the words of its callers; grouped by menu and task. */
export function sentences(difference: FlowDifference): readonly ChangeSentence[] {
  const found = difference.changes.flatMap((change) => sentencesOf({ difference, change }));
  const groups = groupBy(found, ({ group }) => group);
  return [...groups.values()].flat();
}

/** The sentences about one change. */
export function sentencesOf(context: Context): readonly ChangeSentence[] {
  const { difference, change } = context;
  const group =
    change.after >= 0 ? groupOf(difference.after, change.after) : groupOf(difference.before, change.before);
  const texts = textsOf(context);
  const later = difference.after[change.after];
  const earlier = difference.before[change.before];
  const part = later ? later.at.join('\0') : ['removed', ...(earlier?.at ?? [])].join('\0');
  return texts.map((text) => ({ group, text, part }));
}

function textsOf(context: Context): readonly string[] {
  const { difference, change } = context;
  const part = change.after >= 0 ? difference.after[change.after] : difference.before[change.before];
  switch (part?.kind) {
    case 'choice':
      return optionSentences(context);
    case 'menu':
      return menuSentences(context);
    case 'task':
    case 'state':
    case 'bot':
      return taskSentences(context);
    case 'action':
      return actionSentences(context);
    case 'node':
      return nodeSentences(context);
    case 'flow':
      return flowSentences(context);
    default:
      return settingSentences(context);
  }
}

/** A sentence as one line: the group, then the text. */
export function sentenceLine({ group, text }: ChangeSentence): string {
  return group === '' ? text : `${group}: ${text}`;
}
