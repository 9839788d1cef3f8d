import { textOf } from '../architect/value.ts';
import { dictionary } from '../source/data.ts';
import type { Context, SettingChange } from './change.ts';
import type { Part } from './part.ts';
import { partName } from './parts-words.ts';
import { clipped, pathWords, settingPath, valueWords, was } from './words.ts';

/** Settings of one part that are reported one by one. */
const MOST_SETTINGS = 6;

/** Two versions of one setting, however many places of the file it takes. */
export interface SettingPair {
  readonly path: readonly string[];
  readonly before: string;
  readonly after: string;
}

/** The settings that differ, each once; `skip` leaves out those that other sentences are about. */
export function settingPairs(
  { difference, change }: Context,
  skip: (path: readonly string[]) => boolean = () => false,
): readonly SettingPair[] {
  const [old, fresh] = [difference.before[change.before], difference.after[change.after]];
  const groups = new Map<string, SettingChange[]>();
  for (const each of change.settings) {
    const path = settingPath(each.path);
    if (skip(path)) continue;
    const key = path.join('\0');
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap((changes): SettingPair[] => {
    const [first] = changes;
    if (!first) return [];
    const path = settingPath(first.path);
    const [before, after] = [wordsAt(old, path), wordsAt(fresh, path)];
    if (before !== undefined && after !== undefined && before !== after) return [{ path, before, after }];
    // In lists, and where the words hide what differs, the places themselves are reported.
    return changes.map((each) => ({
      path: each.path,
      before: each.before ?? 'not set',
      after: each.after ?? 'not set',
    }));
  });
}

/** The words for a setting of a part; undefined where its path leads through a list. */
function wordsAt(part: Part | undefined, path: readonly string[]): string | undefined {
  let value: unknown =
    part?.kind === 'flow' && path[0] === part.type ? { [part.type]: part.value } : part?.value;
  for (const step of path) {
    if (Array.isArray(value)) return undefined;
    value = dictionary(value)[step];
  }
  return valueWords(value);
}

/** `timeout is now 5 seconds (was 3 seconds)`, for settings that have no sentence of their own. */
export function pairTexts(subject: string, pairs: readonly SettingPair[]): string[] {
  const reported = pairs.slice(0, MOST_SETTINGS).map(({ path, before, after }) => {
    const [old, fresh] = clipped(before, after);
    return `${subject}${pathWords(path)} is now ${fresh}${was(old)}`;
  });
  const left = pairs.length - reported.length;
  return left > 0 ? [...reported, `${subject}${left} more settings changed`] : reported;
}

/** Sentences about a variable, and about parts without sentences of their own. */
export function settingSentences(context: Context): readonly string[] {
  const { difference, change } = context;
  const part = difference.after[change.after] ?? difference.before[change.before];
  if (!part) return [];
  const noun = part.kind === 'variable' ? 'variable' : part.kind;
  const name = part.name === '' ? '' : ` ${part.name}`;
  if (change.kind === 'added') return [`new ${noun}${name} (${typeWords(part)})`];
  if (change.kind === 'removed') return [`${noun}${name} is removed`];
  const old = difference.before[change.before];
  return [
    ...(change.renamed && old ? [`${noun} ${partName(old)} is now called ${partName(part)}`] : []),
    ...(change.retyped && old ? [`${noun}${name} is now a ${typeWords(part)} (was ${typeWords(old)})`] : []),
    ...pairTexts(`${noun}${name}: `, settingPairs(context)),
    ...change.targets.map(({ field }) => `${noun}${name}: ${pathWords(field.split('\0'))} changed`),
  ];
}

function typeWords({ type, value }: Part): string {
  const offered = [value.isInput === true ? 'input' : '', value.isOutput === true ? 'output' : ''].filter(
    Boolean,
  );
  return [type.replace(/Variable$/, ''), ...offered].map(textOf).join(', ');
}
