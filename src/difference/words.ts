import { short, spokenWords } from '../architect/spoken-words.ts';
import { textOf } from '../architect/value.ts';
import { type Dictionary, isDictionary } from '../source/data.ts';

const MOST = 80;
const UNITS: Readonly<Record<string, string>> = {
  ms: 'ms',
  seconds: 'seconds',
  minutes: 'minutes',
  hours: 'hours',
  days: 'days',
};
/** Keys that hold a value, behind the name of the setting. */
const HOLDERS: ReadonlySet<string> = new Set([
  'lit',
  'exp',
  'var',
  'noValue',
  'none',
  'tts',
  'prompt',
  'alternateSequences',
]);

/** A setting without the part of its path that says how its value is written. */
export function settingPath(path: readonly string[]): readonly string[] {
  const end = path.findIndex((step, at) => at > 0 && HOLDERS.has(step));
  return end < 0 ? path : path.slice(0, end);
}

/** The value of a setting in words: a text in quotes, a literal, an expression, `not set`. */
export function valueWords(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'not set';
  if (!isDictionary(value)) return Array.isArray(value) ? 'a list' : short(textOf(value));
  if (value.noValue === true || value.none === true || Object.keys(value).length === 0) return 'not set';
  if (value.tts !== undefined || value.prompt !== undefined || value.alternateSequences !== undefined)
    return spokenWords(value) || 'not set';
  if (value.exp !== undefined) return short(textOf(value.exp));
  if (value.var !== undefined) return short(textOf(value.var));
  if (value.lit !== undefined) return literal(value.lit);
  return textOf(value.name) || 'other settings';
}

function literal(value: unknown): string {
  if (!isDictionary(value)) return short(textOf(value)) || 'empty';
  const units = durationWords(value);
  return units || textOf(value.name) || textOf(value.id) || 'other settings';
}

function durationWords(value: Dictionary): string {
  return Object.entries(UNITS)
    .flatMap(([key, unit]) => (typeof value[key] === 'number' ? [`${value[key]} ${unit}`] : []))
    .join(' ');
}

/** `settingsMenu › menuSelectionTimeout` as words: `settings menu, menu selection timeout`. */
export function pathWords(path: readonly string[]): string {
  return path.map((step) => step.replace(/([a-z])(?=[A-Z])/g, '$1 ').toLowerCase()).join(', ');
}

/** Two texts, shortened so that what differs can be seen. */
export function clipped(before: string, after: string): readonly [string, string] {
  let same = 0;
  while (same < before.length && same < after.length && before[same] === after[same]) same++;
  const from = same > MOST / 2 ? same - 20 : 0;
  const cut = (text: string) => {
    const part = `${from > 0 ? '…' : ''}${text.slice(from, from + MOST)}`;
    return text.length > from + MOST ? `${part}…` : part;
  };
  return [cut(before), cut(after)];
}

/** ` (was …)`; empty where there was nothing. */
export function was(before: string): string {
  return before === '' || before === 'not set' ? '' : ` (was ${before})`;
}
