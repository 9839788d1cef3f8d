import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationInWords, durationOf, isoDuration } from '../../src/architect/duration.ts';

const SIZES = {
  Y: 31_536_000_000,
  Mo: 2_419_200_000,
  W: 604_800_000,
  D: 86_400_000,
  H: 3_600_000,
  M: 60_000,
  S: 1000,
};
const LONGEST = 9;

/** Every text that is the count of one unit, with its value; small ones only, so that all combinations can be listed. */
const COUNTS = ['1', '12', '0', '1.5', '1,5'].map((text) => [text, Number(text.replace(',', '.'))] as const);

/** All valid durations of these units in this order, up to a length, spelt out one by one. */
function spell(units: readonly (keyof typeof SIZES)[]): Map<string, number> {
  let found = new Map<string, { ms: number; last: boolean }>([['', { ms: 0, last: false }]]);
  for (const unit of units) {
    const next = new Map(found);
    for (const [text, { ms, last }] of found) {
      if (last) continue;
      for (const [count, value] of COUNTS) {
        const longer = `${text}${count}${unit[0]}`;
        if (longer.length <= LONGEST)
          next.set(longer, { ms: ms + value * SIZES[unit], last: /[.,]/.test(count) });
      }
    }
    found = next;
  }
  return new Map([...found].map(([text, { ms }]) => [text, ms]));
}

/** Every valid duration over a few counts, by listing them all; the oracle. */
function oracle(): Map<string, number> {
  const all = new Map<string, number>();
  const add = (text: string, ms: number) => {
    if (text.length > LONGEST) return;
    all.set(`P${text}`, ms).set(`-P${text}`, -ms).set(`+P${text}`, ms);
  };
  const times = spell(['H', 'M', 'S']);
  for (const [text, ms] of spell(['W'])) if (text !== '') add(text, ms);
  for (const [date, dateMs] of spell(['Y', 'Mo', 'D'])) {
    if (date !== '') add(date, dateMs);
    if (/[.,]/.test(date)) continue;
    for (const [time, timeMs] of times) if (time !== '') add(`${date}T${time}`, dateMs + timeMs);
  }
  return all;
}

const VALID = oracle();

test('reads every duration that a list of all short ones has', () => {
  expect(VALID.size).toBeGreaterThan(3000);
  for (const [text, ms] of VALID) expect([text, isoDuration(text)]).toEqual([text, expect.closeTo(ms, 3)]);
});

test('refuses every short text that is not in the list', () => {
  const pieces = [
    'P',
    'T',
    '1',
    '12',
    '0',
    '1.5',
    '1,5',
    'Y',
    'M',
    'W',
    'D',
    'H',
    'S',
    '-',
    '+',
    '.',
    ' ',
    'p',
  ];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 7 }).map((parts) => parts.join(''));
  // Half of them begin as durations do, and some are a step away from a valid one.
  const broken = fc
    .tuple(fc.constantFrom(...VALID.keys()), fc.nat(12), fc.constantFrom(...pieces, ''), fc.nat(2))
    .map(([valid, at, piece, cut]) => valid.slice(0, at) + piece + valid.slice(at + cut));
  const listed = new Set(COUNTS.map(([count]) => count));
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        text.map((each) => `P${each}`),
        broken,
      ),
      (each) => {
        // Counts that the list does not have are no part of the comparison.
        fc.pre((each.match(/[\d.,]+/g) ?? []).every((count) => listed.has(count)) && each.length <= LONGEST);
        expect([each, isoDuration(each) !== undefined]).toEqual([each, VALID.has(each)]);
      },
    ),
    { numRuns: 20_000, seed: 1 },
  );
});

test('a map is the sum of its units', () => {
  const units = fc.record(
    { ms: fc.nat(5000), seconds: fc.nat(500), minutes: fc.nat(500), hours: fc.nat(50), days: fc.nat(400) },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(units, (map) => {
      const { ms = 0, seconds = 0, minutes = 0, hours = 0, days = 0 } = map;
      const sum = ms + 1000 * (seconds + 60 * (minutes + 60 * (hours + 24 * days)));
      expect(durationOf(map)).toBe(Object.keys(map).length === 0 ? undefined : sum);
      expect(durationOf({ ...map, weeks: 1 })).toBeUndefined();
    }),
  );
});

test.each<[unknown]>([
  [5],
  [true],
  [null],
  [[]],
  [{}],
  [{ seconds: 'soon' }],
  [{ seconds: {} }],
  [{ toString: 1 }],
  ['1'.repeat(1_000_000)],
])('is no duration: %s', (literal) => expect(durationOf(literal)).toBeUndefined());

test.each([
  [1000, '1 second'],
  [90_000, '90 seconds'],
  [120_000, '2 minutes'],
  [86_400_000, '1 day'],
  [100, '0.1 seconds'],
  [0, '0 seconds'],
])('%i ms are %s', (ms, words) => expect(durationInWords(ms)).toBe(words));
