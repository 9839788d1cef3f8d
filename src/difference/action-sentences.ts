import { dataActionOf } from '../architect/destination.ts';
import { textOf } from '../architect/value.ts';
import { dictionary } from '../source/data.ts';
import type { Context, FlowDifference } from './change.ts';
import type { Part } from './part.ts';
import { actionWords, branchWords, goesTo, groupOf, partName, targetName, withMore } from './parts-words.ts';
import { pairTexts, settingPairs } from './setting-sentences.ts';
import { clipped, pathWords, was } from './words.ts';

/** Settings that are spoken to the caller. */
const SPOKEN: ReadonlySet<string> = new Set([
  'audio',
  'inputAudio',
  'question',
  'communication',
  'messageBody',
  'prompt',
]);
const DESTINATION = /^(?:target|phoneNumber|destination)/;

/** Sentences about an action: what a call comes to, and what it does not come to any more. */
export function actionSentences(context: Context): readonly string[] {
  const { difference, change } = context;
  const [old, fresh] = [difference.before[change.before], difference.after[change.after]];
  if (fresh && change.kind === 'added')
    return [
      `new ${stepWords(difference.after, fresh)}${withMore(change.size)}${branchWords(difference.after, fresh)}`,
    ];
  if (old && change.kind === 'removed')
    return [
      `${stepWords(difference.before, old)} is removed${withMore(change.size)}${branchWords(difference.before, old)}`,
    ];
  if (!old || !fresh) return [];
  const name = partName(fresh);
  const found: string[] = [];
  if (change.renamed) found.push(`${partName(old)} is now called ${name}`);
  if (change.moved) found.push(`${name} moved ${placeWords(difference, change.before, change.after)}`);
  if (change.retyped)
    found.push(
      `${name} is now ${actionWords(difference.after, fresh)} (was ${actionWords(difference.before, old)})`,
    );
  return [...found, ...changedTexts(context, old, fresh, name)];
}

function stepWords(parts: readonly Part[], part: Part): string {
  const words = actionWords(parts, part);
  return words.startsWith('"') ? `step ${words}` : words.startsWith('step ') ? words : `step: ${words}`;
}

function changedTexts(context: Context, old: Part, fresh: Part, name: string): string[] {
  const { difference, change } = context;
  const found: string[] = [];
  const [before, after] = [goesTo(difference.before, old), goesTo(difference.after, fresh)];
  const isTransfer = fresh.type.startsWith('transferTo') && !change.retyped && before !== after;
  if (isTransfer) found.push(`${name} now transfers to ${after}${was(before)}`);
  for (const target of change.targets) {
    const to = target.after ? targetName(difference.after, target.after) : 'nothing';
    const from = target.before ? targetName(difference.before, target.before) : 'nothing';
    const does = fresh.type === 'callTask' ? 'runs task' : 'goes to';
    if (target.field.startsWith('target'))
      found.push(`${name} now ${does} ${to} (was ${from === to ? `another ${from}` : from})`);
    else found.push(`${name}: ${pathWords(target.field.split('\0'))} is now ${to} (was ${from})`);
  }
  const [oldAction, freshAction] = [dataActionOf(old.value), dataActionOf(fresh.value)];
  const isData = oldAction !== freshAction && freshAction !== '';
  if (isData) found.push(`${name} now uses data action ${freshAction}${was(oldAction)}`);
  const condition = (part: Part) => textOf(dictionary(part.value.condition).exp);
  const pairs = settingPairs(
    context,
    (path) => (isTransfer && DESTINATION.test(path[0] ?? '')) || (isData && path[0] === 'category'),
  );
  for (const pair of pairs) {
    const [was1, now] = clipped(pair.before, pair.after);
    if (pair.path.length !== 1) continue;
    if (SPOKEN.has(pair.path[0] ?? ''))
      found.push(`${name} now says ${now === 'not set' ? 'nothing' : now}${was(was1)}`);
    else if (pair.path[0] === 'condition' && condition(fresh) !== '')
      found.push(`${name} now tests ${now}${was(was1)}`);
  }
  const reported = (path: readonly string[]) =>
    path.length === 1 && (SPOKEN.has(path[0] ?? '') || (path[0] === 'condition' && condition(fresh) !== ''));
  return [
    ...found,
    ...pairTexts(
      `${name}: `,
      pairs.filter(({ path }) => !reported(path)),
    ),
  ];
}

/** Where a part stands now that moved. */
function placeWords({ before, after }: FlowDifference, old: number, fresh: number): string {
  const part = after[fresh];
  const [from, to] = [groupOf(before, old), groupOf(after, fresh)];
  const branch = part ? branchWords(after, part).trim().slice(1, -1) : '';
  if (from !== to) return `here from ${from}`;
  const previous = part
    ? after.findLast((each, at) => at < fresh && each.parent === part.parent && each.slot === part.slot)
    : undefined;
  const place = previous ? `after ${partName(previous)}` : 'to the beginning';
  return branch === '' ? place : `${place} in ${branch}`;
}
