import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ASSUMPTIONS } from '../../src/expressions/assumptions.ts';
import { functionNamed, functionNames } from '../../src/expressions/catalogue.ts';
import { checkExpression } from '../../src/expressions/checker.ts';
import { evaluate, type Outcome } from '../../src/expressions/evaluator.ts';
import { implementedNames } from '../../src/expressions/functions/index.ts';
import { builtIn } from '../../src/expressions/scope.ts';
import { typeOf } from '../../src/expressions/type.ts';
import type { Value } from '../../src/expressions/value.ts';
import { literalText } from '../../src/expressions/value-text.ts';
import { seeded } from '../support/expressions.ts';
import { changedExample, randomExpression, VARIABLES } from '../support/typed-expressions.ts';

const NOW = Date.UTC(2026, 10, 24, 12) / 1000;
const runs = process.env.PROOF === 'long' ? 5000 : 300;

function outcomeOf(expression: string, variables: Readonly<Record<string, Value>> = {}): Outcome {
  const checked = checkExpression(expression, (name) => {
    const value = variables[name];
    return value
      ? typeOf(value.kind === 'notSet' ? value.type.code : value.kind)
      : (builtIn(name) ?? typeOf(VARIABLES[name] ?? '?'));
  });
  return evaluate(checked, (name) => variables[name], { now: () => NOW });
}

/** The value as text, or what became of it. */
function valueOf(expression: string, variables: Readonly<Record<string, Value>> = {}): string {
  const outcome = outcomeOf(expression, variables);
  if (outcome.kind !== 'value') return outcome.kind;
  return [literalText(outcome.value)].flat().join(';');
}

const APPLY: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '%': (a, b) => a % b,
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
};

describe('arithmetic against whole numbers of any size', () => {
  type Tree = number | { readonly operator: string; readonly a: Tree; readonly b: Tree };
  const trees = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.integer({ min: -1000, max: 1000 }),
      fc.record({ operator: fc.constantFrom('+', '-', '*', '%', '&', '|'), a: tie('tree'), b: tie('tree') }),
    ),
  })).tree;
  const shown = (tree: Tree): string =>
    typeof tree === 'number' ? String(tree) : `(${shown(tree.a)} ${tree.operator} ${shown(tree.b)})`;
  const exact = (tree: Tree): bigint => {
    if (typeof tree === 'number') return BigInt(tree);
    const [a, b] = [exact(tree.a), exact(tree.b)];
    const result = APPLY[tree.operator]?.(a, b) ?? 0n;
    if (result > 999_999_999_999_999n || result < -999_999_999_999_999n) throw new RangeError('outside');
    return result;
  };
  test('Integers', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        let expected: string;
        try {
          expected = String(exact(tree));
        } catch {
          // Outside the range, or a division by zero: literal zeros are refused before the flow runs.
          expect(['error', 'unknown']).toContain(valueOf(shown(tree)));
          return;
        }
        expect(valueOf(shown(tree))).toBe(expected);
      }),
      { numRuns: runs },
    );
  });

  test('sums, differences and products of Decimals', () => {
    const cents = fc.integer({ min: -1e9, max: 1e9 });
    const dec = (value: bigint, places: number) => {
      const digits = String(value < 0n ? -value : value).padStart(places + 1, '0');
      const text = `${digits.slice(0, -places)}.${digits.slice(-places).replace(/0+$/, '') || '0'}`;
      return value < 0n ? `-${text}` : text;
    };
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        const [x, y] = [dec(BigInt(a), 2), dec(BigInt(b), 2)];
        expect(valueOf(`(${x}) + (${y})`)).toBe(dec(BigInt(a) + BigInt(b), 2));
        expect(valueOf(`(${x}) - (${y})`)).toBe(dec(BigInt(a) - BigInt(b), 2));
        expect(valueOf(`(${x}) * (${y})`)).toBe(dec(BigInt(a) * BigInt(b), 4));
        expect(valueOf(`(${x}) < (${y})`)).toBe(String(a < b));
        expect(valueOf(`(${x}) == (${y})`)).toBe(String(a === b));
      }),
      { numRuns: runs },
    );
  });
});

describe('dates against the calendar of JavaScript', () => {
  const days = fc.date({
    min: new Date(Date.UTC(1850, 0, 1)),
    max: new Date(Date.UTC(2150, 0, 1)),
    noInvalidDate: true,
  });
  const make = (date: Date) =>
    `MakeDateTime(${date.getUTCFullYear()}, ${date.getUTCMonth() + 1}, ${date.getUTCDate()}, ${date.getUTCHours()}, ${date.getUTCMinutes()}, ${date.getUTCSeconds()})`;
  const iso = (ms: number) => new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
  test('parts, sums and differences', () => {
    fc.assert(
      fc.property(days, days, fc.integer({ min: -5000, max: 5000 }), (date, other, amount) => {
        const time = Math.floor(date.getTime() / 1000) * 1000;
        expect(valueOf(make(date))).toBe(iso(time));
        expect(valueOf(`DayOfWeek(${make(date)})`)).toBe(String(date.getUTCDay() + 1));
        expect(valueOf(`AddDays(${make(date)}, ${amount})`)).toBe(iso(time + amount * 86_400_000));
        expect(valueOf(`AddSeconds(${make(date)}, ${amount})`)).toBe(iso(time + amount * 1000));
        expect(valueOf(`ToInt(DateTimeDiff(${make(date)}, ${make(other)}))`)).toBe(
          String(time - Math.floor(other.getTime() / 1000) * 1000),
        );
        expect(valueOf(`ToDateTime("${iso(time)}") == ${make(date)}`)).toBe('true');
        const month = new Date(time);
        month.setUTCDate(1);
        month.setUTCMonth(month.getUTCMonth() + (amount % 100));
        const last = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0)).getUTCDate();
        month.setUTCDate(Math.min(date.getUTCDate(), last));
        expect(valueOf(`AddMonths(${make(date)}, ${amount % 100})`)).toBe(iso(month.getTime()));
      }),
      { numRuns: runs },
    );
  });
  test('the nth day of the week in a month is found by looking at every day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: -5, max: 5 }).filter((nth) => nth !== 0),
        fc.integer({ min: 1900, max: 2100 }),
        fc.integer({ min: 1, max: 12 }),
        (day, nth, year, month) => {
          const found: Date[] = [];
          for (
            const date = new Date(Date.UTC(year, month - 1, 1));
            date.getUTCMonth() === month - 1;
            date.setUTCDate(date.getUTCDate() + 1)
          )
            if (date.getUTCDay() + 1 === day) found.push(new Date(date));
          const meant = found.at(nth > 0 ? nth - 1 : nth);
          expect(valueOf(`GetDayOfWeekOccurrence(${day}, ${nth}, ${year}, ${month})`)).toBe(
            nth > found.length || -nth > found.length || !meant ? 'NOT_SET' : iso(meant.getTime()),
          );
        },
      ),
      { numRuns: runs },
    );
  });
  test('durations survive being written and read', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (ms) => {
        expect(valueOf(`ToInt(ToDuration(ToString(ToDuration(${ms}))))`)).toBe(String(ms));
      }),
      { numRuns: runs },
    );
  });
});

describe('texts against JavaScript', () => {
  const texts = fc.stringMatching(/^[abcAB ]{0,12}$/);
  test('parts, searches and replacements', () => {
    fc.assert(
      fc.property(
        texts,
        texts,
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 0, max: 14 }),
        (a, b, n, m) => {
          const [x, y] = [JSON.stringify(a), JSON.stringify(b)];
          expect(valueOf(`Left(${x}, ${n})`)).toBe(JSON.stringify(a.slice(0, n)));
          expect(valueOf(`Right(${x}, ${n})`)).toBe(JSON.stringify(n === 0 ? '' : a.slice(-n)));
          expect(valueOf(`Substring(${x}, ${n}, ${m})`)).toBe(JSON.stringify(a.slice(n, n + m)));
          expect(valueOf(`FindString(${x}, ${y})`)).toBe(String(a.indexOf(b)));
          expect(valueOf(`Contains(${x}, ${y}, true)`)).toBe(
            String(a.toLowerCase().includes(b.toLowerCase())),
          );
          expect(valueOf(`Length(${x} + ${y})`)).toBe(String(a.length + b.length));
          expect(valueOf(`${x} == ${y}`)).toBe(String(a === b));
          expect(valueOf(`Compare(${x}, ${y}) == -Compare(${y}, ${x})`)).toBe('true');
          if (b !== '')
            expect(valueOf(`Replace(${x}, ${y}, "-")`)).toBe(JSON.stringify(a.replaceAll(b, '-')));
          expect(valueOf(`ToString(Split(${x}, " "), "|")`)).toBe(JSON.stringify(a.split(' ').join('|')));
        },
      ),
      { numRuns: runs },
    );
  });
});

describe('NOT_SET', () => {
  const NO_TEXT: Value = { kind: 'notSet', type: typeOf('str') };
  const NO_NUMBER: Value = { kind: 'notSet', type: typeOf('int') };
  test.each<[string, string]>([
    ['ToString(NOT_SET) == ""', 'false'],
    ['Flow.i + 5', 'error'],
    ['Length(Flow.s)', 'error'],
    ['Flow.i > 5', 'error'],
    ['IsSet(Flow.i) and Flow.i > 5', 'false'],
    ['IsNotSetOrEmpty(Flow.s) or Length(Flow.s) > 5', 'true'],
    ['If(IsSet(Flow.i), Flow.i, 7)', '7'],
    ['Flow.i == ToDecimal(NOT_SET)', 'true'],
    ['Append(Flow.s, "x")', '"x"'],
    ['Sum(Flow.i, 4)', '4'],
    ['ToString(MakeList(Flow.i, 4), ",")', '",4"'],
    ['ToInt(Flow.s)', 'NOT_SET'],
    ['Flow.unknown', 'unknown'],
    ['Foo(1)', 'unknown'],
    ['1 / (Count(MakeEmptyList(ToInt(NOT_SET))))', 'error'],
  ])('%s is %s', (expression, expected) => {
    expect(valueOf(expression, { 'Flow.s': NO_TEXT, 'Flow.i': NO_NUMBER })).toBe(expected);
  });
});

describe('assumptions are named by results that depend on them, and by no others', () => {
  const CASES: Readonly<Record<keyof typeof ASSUMPTIONS, [depends: string, not: string]>> = {
    'character-count': ['Length("😀")', 'Length("é")'],
    collation: ['"a-b" < "ab"', '"a" < "b"'],
    'date-text': ['ToDateTime("2026-01-01")', 'ToDateTime("2026-01-01T00:00:00Z")'],
    'datetime-from-integer': ['ToDateTime(1000)', 'ToDuration(1000)'],
    'decimal-text': ['ToString(1.5 + 1)', 'ToString(1.5)'],
    division: ['1 / 3', '1 / 8'],
    'empty-search': ['FindString("a", "")', 'FindString("a", "b")'],
    'if-not-set': ['If(ToBool(NOT_SET), 1, 2)', 'If(false, 1, 2)'],
    'monday-is-2': ['System.DateTime.dayOfWeek.monday', 'System.DateTime.dayOfWeek.tuesday'],
    'negative-half': ['Round(-2.5)', 'Round(-2.6)'],
    'negative-modulo': ['-7 % 3', '7 % 3'],
    'number-text': ['ToInt(" 5")', 'ToInt("5")'],
    'org-object': ['ToString(ToQueue("Sales"))', 'ToString(ToQueue(NOT_SET))'],
    overflow: ['999999999999999 + 1', '999999999999998 + 1'],
    'overlapping-search': ['FindString("aaa", "aa", 2)', 'FindString("aaa", "a", 2)'],
    'phone-text': ['ToPhoneNumber("+1 317 872 3000")', 'ToPhoneNumber("+13178723000")'],
    'property-of-not-set': ['ToCurrency(NOT_SET).code', 'ToCurrency("1|USD").code'],
    'round-up-small': ['RoundUp(MakeDuration(0, 0, 0, 0))', 'RoundUp(MakeDuration(0, 0, 0, 1))'],
    'week-number': ['WeekNum(MakeDateTime(2010, 1, 1))', 'WeekNum(MakeDateTime(2009, 12, 31))'],
    'whole-milliseconds': ['Average(ToDuration(1), ToDuration(2))', 'Average(ToDuration(1), ToDuration(3))'],
  };
  test.each(Object.entries(CASES))('%s', (id, [depends, not]) => {
    expect(outcomeOf(depends).assumptions).toContain(id);
    expect(outcomeOf(not).assumptions).toEqual([]);
  });
});

describe('what is not written out here', () => {
  test('every function and operator of the catalogue is implemented', () => {
    const names = functionNames().filter((name) => functionNamed(name));
    const own = new Set([...implementedNames(), 'If']);
    expect(names.filter((name) => !own.has(name))).toEqual([]);
  });

  test('the clock is the world’s', () =>
    expect(valueOf('GetCurrentDateTimeUtc()')).toBe('2026-11-24T12:00:00Z'));

  test('a world that knows the org answers look-ups', () => {
    const checked = checkExpression('FindSkill("Spanish").name');
    const found: Value = {
      kind: 'object',
      code: 'skl',
      properties: { name: { kind: 'str', value: 'Spanish' } },
    };
    const world = {
      now: () => NOW,
      find: (name: string, text: string) => (name === 'FindSkill' && text === 'Spanish' ? found : undefined),
    };
    const outcome = evaluate(checked, () => undefined, world);
    expect(outcome.kind === 'value' && literalText(outcome.value)).toBe('"Spanish"');
  });

  test('no expression makes the evaluator throw, and a value has the type that was checked', () => {
    const random = seeded(21);
    const count = process.env.PROOF === 'long' ? 50_000 : 5000;
    const variables: Record<string, Value> = {
      'Flow.s': { kind: 'str', value: 'a b' },
      'Flow.i': { kind: 'int', value: 3 },
      'Flow.b': { kind: 'bln', value: true },
      'Flow.u': { kind: 'dur', milliseconds: 90_000 },
      'Flow.t': { kind: 'dtm', seconds: NOW },
      'Flow.ss': { kind: 'list', code: 'str', items: [{ kind: 'str', value: 'x' }] },
    };
    let values = 0;
    for (let at = 0; at < count; at++) {
      const text = at % 2 === 0 ? changedExample(random) : randomExpression(random, 2);
      const checked = checkExpression(text, (name) => builtIn(name) ?? typeOf(VARIABLES[name] ?? '?'));
      if (checked.wrong) continue;
      const outcome = evaluate(checked, (name) => variables[name], { now: () => NOW });
      if (outcome.kind !== 'value' || outcome.value.kind === 'notSet' || checked.type.code === '?') continue;
      values++;
      const { value } = outcome;
      const kind =
        value.kind === 'list' || value.kind === 'object' || value.kind === 'enum' ? value.code : value.kind;
      expect(kind, text).toBe(checked.type.code);
      expect(value.kind === 'list', text).toBe(checked.type.list);
    }
    expect(values).toBeGreaterThan(count / 20);
  });
});
