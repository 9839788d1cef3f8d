import type { Assumption } from './assumptions.ts';
import { Decimal, MAX_DECIMAL } from './decimal.ts';
import { RunTimeError } from './run-time-error.ts';
import type { Value } from './value.ts';

/** The largest Integer of the platform, and the largest Duration in milliseconds. */
export const MAX_INTEGER = 999_999_999_999_999;

/** 1800-01-01T00:00:00Z and 2200-12-31T23:59:59Z, in seconds since 1970. */
export const MIN_SECONDS = -5_364_662_400;
export const MAX_SECONDS = 7_289_654_399;

/** Says that a result depends on an assumption. */
export type Assume = (id: Assumption) => void;

function outside(assume: Assume, what: string): never {
  assume('overflow');
  throw new RunTimeError(`The result is outside the range of ${what}`);
}

export function int(value: number, assume: Assume): Value {
  if (!(Math.abs(value) <= MAX_INTEGER)) outside(assume, 'an Integer');
  return { kind: 'int', value: value === 0 ? 0 : value };
}

export function dec(value: Decimal, assume: Assume): Value {
  return { kind: 'dec', value: inRange(value, assume) };
}

/** The number, if a Decimal can hold it. */
export function inRange(value: Decimal, assume: Assume): Decimal {
  if (value.isNaN() || value.abs().greaterThan(MAX_DECIMAL)) outside(assume, 'a Decimal');
  return value.isZero() ? new Decimal(0) : value;
}

export function dur(milliseconds: number, assume: Assume): Value {
  if (!(Math.abs(milliseconds) <= MAX_INTEGER)) outside(assume, 'a Duration');
  return { kind: 'dur', milliseconds: milliseconds === 0 ? 0 : milliseconds };
}

export function dtm(seconds: number, assume: Assume): Value {
  if (!(seconds >= MIN_SECONDS && seconds <= MAX_SECONDS)) outside(assume, 'a DateTime');
  return { kind: 'dtm', seconds };
}

/** Reads a number as text that is written like a literal, with a sign. Undefined for anything else. */
export function parseDecimal(text: string): Decimal | undefined {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? new Decimal(text.replace(/^\+/, '')) : undefined;
}
