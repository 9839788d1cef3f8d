import { destinationOf } from '../architect/destination.ts';
import { isUnset } from '../architect/value.ts';
import { dictionary } from '../source/data.ts';
import type { Context } from './change.ts';
import { verb } from './menu-sentences.ts';
import type { Part } from './part.ts';
import { targetName } from './parts-words.ts';
import { pairTexts, settingPairs } from './setting-sentences.ts';
import { clipped, pathWords, was } from './words.ts';

/** Sentences about the flow itself: where calls start, what they hear first, what happens after an error, its settings. */
export function flowSentences(context: Context): readonly string[] {
  const { difference, change } = context;
  const [old, fresh] = [difference.before[0], difference.after[0]];
  if (!old || !fresh) return [];
  const found: string[] = [];
  const name = (path: readonly string[]) => (path[0] === fresh.type ? path.slice(1) : path);
  const handler = (path: readonly string[]) =>
    name(path)[0] === 'settingsErrorHandling' && name(path)[1] === 'errorHandling';
  const targets = change.targets.map((each) => ({ ...each, path: name(each.field.split('\0')) }));
  for (const { path, before, after } of targets) {
    const [from, to] = [
      before ? targetName(difference.before, before) : 'nothing',
      after ? targetName(difference.after, after) : 'nothing',
    ];
    if (path[0] === 'startUpRef') found.push(`calls now start at ${to} (was ${from})`);
    else if (!handler(path)) found.push(`${pathWords(path)} is now ${to} (was ${from})`);
  }
  if (
    targets.some(({ field }) => handler(field.split('\0'))) ||
    change.settings.some(({ path }) => handler(path))
  ) {
    const [before, after] = [afterError(old, difference.before), afterError(fresh, difference.after)];
    if (before !== after) found.push(`after an error the call now ${verb(after)} (was: ${before})`);
  }
  const reported = found.some((text) => text.startsWith('after an error'));
  const rest = settingPairs(context, (path) => reported && handler(path)).filter(
    ({ path, before, after }) => {
      const [was1, now] = clipped(before, after);
      const short = name(path);
      if (short.length !== 1) return true;
      if (short[0] === 'initialGreeting')
        found.push(
          now === 'not set'
            ? `the greeting is removed${was(was1)}`
            : `the greeting now says ${now}${was(was1)}`,
        );
      else if (short[0] === 'name') found.push(`the flow is now called ${now}${was(was1)}`);
      else return true;
      return false;
    },
  );
  return [
    ...found,
    ...pairTexts(
      '',
      rest.map((pair) => ({ ...pair, path: name(pair.path) })),
    ),
  ];
}

/** Where a call goes after an error: `hang up`, `queue Operators`, `Main Menu`. */
function afterError({ value, targets }: Part, parts: readonly Part[]): string {
  const handling = dictionary(dictionary(value.settingsErrorHandling).errorHandling);
  const target = targets.find(({ field }) => field.includes('errorHandling'));
  if (target) return targetName(parts, target);
  const queue = dictionary(handling.queue);
  if (!isUnset(queue.targetQueue)) return destinationOf('transferToAcd', queue).replace(/^Queue/, 'queue');
  return 'hang up';
}
