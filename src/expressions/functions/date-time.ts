import { argument, type Implementation, type Invocation, isKind } from '../implementation.ts';
import { type Assume, dtm, dur, int } from '../number.ts';
import { RunTimeError } from '../run-time-error.ts';
import { dayOfWeek, later, makeSeconds, occurrence, plain, weekNumbers } from '../time.ts';
import { notSet, type Value } from '../value.ts';
import { shifted } from './math.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** What RoundUp makes of short durations; longer ones become multiples of the last. */
const STEPS = [30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE] as const;

function integers(values: readonly Value[]): number[] {
  return values.map((_, index) => argument(values, index, 'int').value);
}

/** A function that takes an Integer out of a DateTime. */
function part(of: (seconds: number, assume: Assume) => number): Implementation {
  return (values, { assume }) => int(of(argument(values, 0, 'dtm').seconds, assume), assume);
}

/** A function that adds so many of a unit to a DateTime. */
function add(of: (amount: number) => Parameters<typeof later>[1]): Implementation {
  return (values, { assume }) => {
    const { seconds } = argument(values, 0, 'dtm');
    const found = later(seconds, of(argument(values, 1, 'int').value));
    return dtm(found ?? Number.POSITIVE_INFINITY, assume);
  };
}

function addSeconds(each: number): Implementation {
  return (values, { assume }) =>
    dtm(argument(values, 0, 'dtm').seconds + argument(values, 1, 'int').value * each, assume);
}

const makeDateTime: Implementation = (values, { assume }) => {
  const parts = integers(values);
  const seconds = makeSeconds(parts);
  if (seconds === undefined) throw new RunTimeError(`There is no date ${parts.slice(0, 3).join('-')}`);
  return dtm(seconds, assume);
};

const makeDuration: Implementation = (values, { assume }) => {
  const [days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = integers(values);
  return dur(days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND + milliseconds, assume);
};

const getDayOfWeekOccurrence: Implementation = (values, { type, assume, overload }) => {
  const numbers = integers(values);
  const named = (name: string) =>
    numbers[overload.parameters.findIndex((parameter) => parameter.name === name)];
  const found = occurrence(numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0, named('month'));
  if (found === undefined) return notSet(type);
  const time = (named('hour') ?? 0) * 3600 + (named('minute') ?? 0) * 60 + (named('second') ?? 0);
  return dtm(found + time, assume);
};

function weekNum(seconds: number, assume: Assume): number {
  const { iso, american } = weekNumbers(seconds);
  if (iso !== american) assume('week-number');
  return iso;
}

const roundUp: Implementation = (values, call) => {
  const { milliseconds } = argument(values, 0, 'dur');
  if (values.length === 1) return roundToSteps(milliseconds, call);
  const interval = argument(values, 1, 'dur').milliseconds;
  if (interval <= 0) throw new RunTimeError('The interval must be longer than zero');
  const specific = (values.length > 2 ? argument(values, 2, 'list').items : [])
    .flatMap((item) => (isKind(item, 'dur') ? [item.milliseconds] : []))
    .filter((each) => each >= milliseconds);
  return dur(
    specific.length > 0 ? Math.min(...specific) : Math.ceil(milliseconds / interval) * interval,
    call.assume,
  );
};

function roundToSteps(milliseconds: number, { assume }: Invocation): Value {
  if (milliseconds <= 0) assume('round-up-small');
  const step = STEPS.find((each) => milliseconds <= each);
  return dur(step ?? Math.ceil(milliseconds / STEPS[3]) * STEPS[3], assume);
}

/** Functions of dates, times and durations. */
export const DATE_TIME: Readonly<Record<string, Implementation>> = {
  Day: part((seconds) => plain(seconds).day),
  Month: part((seconds) => plain(seconds).month),
  Year: part((seconds) => plain(seconds).year),
  Hour: part((seconds) => plain(seconds).hour),
  Minute: part((seconds) => plain(seconds).minute),
  Second: part((seconds) => plain(seconds).second),
  DayOfWeek: part(dayOfWeek),
  WeekNum: part(weekNum),
  DateTimeDiff: (values, { assume }) =>
    dur((argument(values, 0, 'dtm').seconds - argument(values, 1, 'dtm').seconds) * SECOND, assume),
  GetDayOfWeekOccurrence: getDayOfWeekOccurrence,
  MakeDateTime: makeDateTime,
  MakeDuration: makeDuration,
  AddYears: add((years) => ({ years })),
  AddMonths: add((months) => ({ months })),
  AddDays: add((days) => ({ days })),
  AddHours: addSeconds(3600),
  AddMinutes: addSeconds(60),
  AddSeconds: addSeconds(1),
  AddDuration: (values, { assume }) =>
    shifted(argument(values, 0, 'dtm'), argument(values, 1, 'dur').milliseconds, assume),
  GetCurrentDateTimeUtc: (_, { world, assume }) => dtm(world.now(), assume),
  RoundUp: roundUp,
  Range: (values, { assume }) => {
    const [middle, by] = [argument(values, 0, 'dur').milliseconds, argument(values, 1, 'dur').milliseconds];
    return { kind: 'list', code: 'dur', items: [dur(middle - by, assume), dur(middle + by, assume)] };
  },
};
