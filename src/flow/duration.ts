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

const NUMBER = '(\\d+(?:[.,]\\d+)?)';
const ISO = new RegExp(
  `^([-+]?)P(?:${NUMBER}W|(?:${NUMBER}Y)?(?:${NUMBER}M)?(?:${NUMBER}D)?(T(?:${NUMBER}H)?(?:${NUMBER}M)?(?:${NUMBER}S)?)?)$`,
);
/** Milliseconds of week, year, month, day, hour, minute and second; of a year and a month the fewest that they can have. */
const PARTS = [7, 365, 28, 1].map((days) => days * 86_400_000);
const TIMES = [3_600_000, 60_000, 1000];
/** A count that is written as a text; bounded, so that it stays a number. */
const COUNT = /^-?\d{1,18}(?:\.\d{1,9})?$/;
/** A longer text is no duration that the platform takes, whatever it says. */
const LONGEST = 200;

/**
 * Milliseconds of an ISO 8601 duration such as `PT1M30S` or `P1DT2H`, or undefined for any other text. Only the smallest
 * unit may have a fraction, and weeks stand alone.
 */
export function isoDuration(text: string): number | undefined {
  const match = text.length > LONGEST ? null : ISO.exec(text);
  if (!match) return undefined;
  const [, sign, week, year, month, day, time, ...times] = match;
  const parts = [week, year, month, day, ...times];
  const given = parts.filter((part) => part !== undefined);
  if (given.length === 0 || time === 'T') return undefined;
  if (given.slice(0, -1).some((part) => /[.,]/.test(part))) return undefined;
  const units = [...PARTS, ...TIMES];
  const sum = parts.reduce(
    (total, part, at) => total + (part === undefined ? 0 : Number(part.replace(',', '.')) * (units[at] ?? 0)),
    0,
  );
  return sign === '-' ? -sum : sum;
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
