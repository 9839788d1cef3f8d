import { Decimal as Base } from 'decimal.js';

/** Significant digits of a Decimal of the platform. */
const PRECISION = 40;

/**
 * Decimal numbers as the platform has them: 40 significant digits, halves rounded away from zero. The exponent is bounded,
 * so that neither a power nor its text can grow without limit.
 */
export const Decimal: typeof Base = Base.clone({
  precision: PRECISION,
  rounding: Base.ROUND_HALF_UP,
  minE: -100,
  maxE: 100,
  defaults: true,
});

export type Decimal = Base;

/** The largest Decimal of the platform: forty nines. */
export const MAX_DECIMAL = new Decimal('9'.repeat(PRECISION));

/** A number as text, without exponent; a whole one keeps one zero behind the point: `7.0`. */
export function decimalText(value: Decimal, places = 1): string {
  const number = value.isZero() ? value.abs() : value;
  return number.toFixed(Math.max(places, number.decimalPlaces()));
}

/** How many digits a number that is written so has behind the point; at least one. */
export function placesOf(written: string): number {
  const point = written.indexOf('.');
  return point < 0 ? 1 : Math.max(1, written.length - point - 1);
}
