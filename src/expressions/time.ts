import { Temporal } from 'temporal-polyfill';

const MS_PER_SECOND = 1000;
const SECONDS_PER_DAY = 86_400;

/** A date and time in UTC, as `Temporal` sees it. */
export function plain(seconds: number): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(seconds * MS_PER_SECOND)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime();
}

/** Seconds since 1970 of a date and time in UTC. */
export function secondsOf(time: Temporal.PlainDateTime): number {
  return Math.floor(time.toZonedDateTime('UTC').epochMilliseconds / MS_PER_SECOND);
}

/** Seconds since 1970 of a date in UTC; undefined if there is no such date. */
export function makeSeconds(parts: readonly number[]): number | undefined {
  const [year, month, day, hour = 0, minute = 0, second = 0] = parts;
  if (year === undefined || month === undefined || day === undefined) return undefined;
  try {
    return secondsOf(
      Temporal.PlainDateTime.from({ year, month, day, hour, minute, second }, { overflow: 'reject' }),
    );
  } catch {
    return undefined;
  }
}

/** The date so many years, months or days later; a day that the month does not have becomes its last one. */
export function later(
  seconds: number,
  by: { years?: number; months?: number; days?: number },
): number | undefined {
  try {
    return secondsOf(plain(seconds).add(by));
  } catch {
    return undefined;
  }
}

/** 1 for Sunday to 7 for Saturday. */
export function dayOfWeek(seconds: number): number {
  return (plain(seconds).dayOfWeek % 7) + 1;
}

/** The week of the year as ISO 8601 numbers it, and as it is numbered where weeks start on Sunday, the first one with January 1st. */
export function weekNumbers(seconds: number): { readonly iso: number; readonly american: number } {
  const time = plain(seconds);
  const first = time.with({ month: 1, day: 1 });
  return {
    iso: time.weekOfYear ?? 0,
    american: Math.floor((time.dayOfYear - 1 + (first.dayOfWeek % 7)) / 7) + 1,
  };
}

/**
 * The nth day of the week (1 for Sunday) in a month, or in a year if no month is given; from the end if negative.
 * Undefined if there is no such day.
 */
export function occurrence(
  day: number,
  nth: number,
  year: number,
  month: number | undefined,
): number | undefined {
  const start = makeSeconds([year, month ?? 1, 1]);
  const end =
    start === undefined ? undefined : later(start, month === undefined ? { years: 1 } : { months: 1 });
  if (start === undefined || end === undefined) return undefined;
  const first = start + ((day - dayOfWeek(start) + 7) % 7) * SECONDS_PER_DAY;
  const found =
    nth > 0
      ? first + (nth - 1) * 7 * SECONDS_PER_DAY
      : first + (Math.ceil((end - first) / (7 * SECONDS_PER_DAY)) + nth) * 7 * SECONDS_PER_DAY;
  return found >= start && found < end ? found : undefined;
}

/** `2009-01-10T06:30:00Z` */
export function dateTimeText(seconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(seconds * MS_PER_SECOND).toString({ smallestUnit: 'second' });
}

/** Reads ISO 8601. `assumed` says that a time or a zone was missing. Undefined for anything else. */
export function parseDateTime(
  text: string,
): { readonly seconds: number; readonly assumed: boolean } | undefined {
  const trimmed = text.trim();
  try {
    return {
      seconds: Math.floor(Temporal.Instant.from(trimmed).epochMilliseconds / MS_PER_SECOND),
      assumed: false,
    };
  } catch {
    // Not an instant: it may lack its zone.
  }
  try {
    return { seconds: secondsOf(Temporal.PlainDateTime.from(trimmed)), assumed: true };
  } catch {
    return undefined;
  }
}

/** ISO 8601 in days, hours, minutes and seconds: `-P9DT18H29M59.544S`, `PT0S`. */
export function durationText(milliseconds: number): string {
  return Temporal.Duration.from({ milliseconds }).round({ largestUnit: 'day' }).toString();
}

/** Milliseconds of an ISO 8601 duration; finer parts are cut. Undefined for anything else, years and months included. */
export function parseDuration(text: string): number | undefined {
  try {
    return Math.trunc(Temporal.Duration.from(text.trim()).total('millisecond'));
  } catch {
    return undefined;
  }
}
