import { isDictionary } from '../source/data.ts';

/** The platform's bound for a duration in milliseconds, in both directions. */
export const MAX_DURATION_MS = 999_999_999_999_999;

/** Units of a duration that is written as a map, in milliseconds. */
export const DURATION_UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

/** One part of an ISO 8601 duration, or the mark between its date and its time. */
const PART = /T|(\d{1,30}(?:[.,]\d{1,30})?)([YMWDHS])/y;
const DAY = 86_400_000;
/** Milliseconds of the parts in their order; of a year and a month the fewest that they can have. */
const DATES: readonly (readonly [unit: string, ms: number])[] = [
  ['Y', 365 * DAY],
  ['M', 28 * DAY],
  ['W', 7 * DAY],
  ['D', DAY],
];
const TIMES: readonly (readonly [unit: string, ms: number])[] = [
  ['H', 3_600_000],
  ['M', 60_000],
  ['S', 1000],
];
/** A count that is written as a text; bounded, so that it stays a number. */
const COUNT = /^-?\d{1,18}(?:\.\d{1,9})?$/;
/** A longer text is no duration that the platform takes, whatever it says. */
const LONGEST = 200;

/**
 * Milliseconds of an ISO 8601 duration such as `PT1M30S` or `P1DT2H`, or undefined for any other text. Only the smallest
 * unit may have a fraction, and weeks stand alone.
 */
export function isoDuration(text: string): number | undefined {
  const sign = text.startsWith('-') || text.startsWith('+') ? 1 : 0;
  if (text.length > LONGEST || text[sign] !== 'P') return undefined;
  let [sum, parts, weeks, fraction, time] = [0, 0, false, false, false];
  let open = DATES;
  PART.lastIndex = sign + 1;
  for (let end = sign + 1; end < text.length; end = PART.lastIndex) {
    const match = PART.exec(text);
    if (!match) return undefined;
    const [, count, unit] = match;
    if (count === undefined) {
      // A second mark, or one that ends the text.
      if (time || PART.lastIndex === text.length) return undefined;
      [time, open] = [true, TIMES];
      continue;
    }
    const at = open.findIndex(([name]) => name === unit);
    if (at < 0 || fraction) return undefined;
    sum += Number(count.replace(',', '.')) * (open[at]?.[1] ?? 0);
    open = open.slice(at + 1);
    fraction = /[.,]/.test(count);
    weeks ||= unit === 'W';
    parts++;
  }
  if (parts === 0 || (weeks && (parts > 1 || time))) return undefined;
  return text.startsWith('-') ? -sum : sum;
}

/** A duration in words: `15 minutes`, `1.5 seconds`. */
export function durationInWords(ms: number): string {
  const [unit, size] = Object.entries(DURATION_UNITS)
    .filter(([, each]) => each > 1 && Math.abs(ms) >= each && ms % each === 0)
    .at(-1) ?? ['seconds', 1000];
  const count = ms / size;
  return `${count} ${Math.abs(count) === 1 ? unit.replace(/s$/, '') : unit}`;
}

/** Milliseconds of a literal duration, `{seconds: 5}` or ISO 8601; undefined where it is neither. */
export function durationOf(literal: unknown): number | undefined {
  if (typeof literal === 'string') return isoDuration(literal);
  if (!isDictionary(literal)) return undefined;
  const entries = Object.entries(literal);
  if (entries.length === 0) return undefined;
  let sum = 0;
  for (const [unit, value] of entries) {
    const count = typeof value === 'string' && COUNT.test(value) ? Number(value) : value;
    const size = Object.hasOwn(DURATION_UNITS, unit) ? DURATION_UNITS[unit] : undefined;
    if (size === undefined || typeof count !== 'number' || !Number.isFinite(count)) return undefined;
    sum += count * size;
  }
  return sum;
}
