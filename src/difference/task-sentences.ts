import { counted } from '../text/plural.ts';
import type { Context } from './change.ts';
import { partName } from './parts-words.ts';
import { pairTexts, settingPairs } from './setting-sentences.ts';
import { pathWords } from './words.ts';

/** Sentences about a task, state or bot as a whole. */
export function taskSentences(context: Context): readonly string[] {
  const { difference, change } = context;
  const [old, fresh] = [difference.before[change.before], difference.after[change.after]];
  const part = fresh ?? old;
  if (!part) return [];
  const steps = change.size > 1 ? ` with ${counted(change.size - 1, 'step')}` : '';
  if (change.kind === 'added') return [`new ${part.kind}${steps}`];
  if (change.kind === 'removed') return [`the ${part.kind} is removed${steps}`];
  return [
    ...(change.renamed && old
      ? [`the ${part.kind} is now called ${partName(part)} (was ${partName(old)})`]
      : []),
    ...pairTexts('', settingPairs(context)),
    ...change.targets.map(({ field }) => `${pathWords(field.split('\0'))} changed`),
  ];
}
