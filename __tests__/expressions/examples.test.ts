import { describe, expect, test } from 'vitest';
import { checkExpression } from '../../src/expressions/checker.ts';
import { evalLine } from '../../src/expressions/eval-line.ts';
import { EXAMPLES } from '../support/expressions.ts';

/** Examples that do not evaluate to what is written, and why. */
const VALUE_EXCEPTIONS: readonly [input: RegExp, reason: string][] = [
  [/^DetectLanguage\("(?:This|Esta|이)/, 'only the platform can tell the language of a text'],
  [/^ToString\(MakeCurrency\(ToDecimal\(NOT_SET\), "USD"\), 2\)$/, 'the catalogue forgot the quotes: "|USD"'],
];

/** Examples that do not have the type that their overload states, and why. */
const TYPE_EXCEPTIONS: readonly [input: RegExp, reason: string][] = [
  [/^AR_FN_PHNBR_/, 'the catalogue has the key of a text here, no expression'],
  [/^MakeEmailAddress\(.*\)\.(?:id|name)$/, 'the type is that of a property of the result'],
];

const world = { now: () => Date.UTC(2026, 0, 1) / 1000 };
const isException = (list: readonly [RegExp, string][], input: string) =>
  list.some(([pattern]) => pattern.test(input));

describe('the 797 examples of the platform’s catalogue', () => {
  test('there are 797', () => expect(EXAMPLES).toHaveLength(797));

  test('those with a value evaluate to it', () => {
    const wrong = EXAMPLES.filter(
      ({ worded, input }) => !worded && !isException(VALUE_EXCEPTIONS, input),
    ).flatMap(({ input, output }) => {
      const answer = evalLine(JSON.stringify({ expression: input }), world);
      return 'value' in answer && answer.value === output
        ? []
        : [`${input} → ${output}, not ${JSON.stringify(answer)}`];
    });
    expect(wrong).toEqual([]);
  });

  test('all have the type that their overload states', () => {
    const wrong = EXAMPLES.filter(({ input }) => !isException(TYPE_EXCEPTIONS, input)).flatMap(
      ({ input, type }) => {
        const checked = checkExpression(input);
        const found = `${checked.type.code}${checked.type.list ? '[]' : ''}`;
        // `any` stands for the type of the arguments.
        const fits =
          type === 'any' ? found !== '?' : type === 'any[]' ? found.endsWith('[]') : found === type;
        return fits && !checked.wrong ? [] : [`${input}: ${found}, not ${type}`];
      },
    );
    expect(wrong).toEqual([]);
  });

  test('every exception is one', () => {
    for (const [pattern, reason] of VALUE_EXCEPTIONS) {
      const meant = EXAMPLES.filter(({ input, worded }) => !worded && pattern.test(input));
      expect(meant.length, reason).toBeGreaterThan(0);
      for (const { input, output } of meant)
        expect(evalLine(JSON.stringify({ expression: input }), world), reason).not.toMatchObject({
          value: output,
        });
    }
    for (const [pattern, reason] of TYPE_EXCEPTIONS)
      expect(EXAMPLES.filter(({ input }) => pattern.test(input)).length, reason).toBeGreaterThan(0);
  });

  test('what the catalogue says in words about money, dates and durations holds', () => {
    const said = (pattern: RegExp, of: (found: RegExpExecArray) => string) =>
      EXAMPLES.flatMap(({ worded, input, output }) => {
        const found = worded ? pattern.exec(output) : null;
        if (!found) return [];
        const answer = evalLine(JSON.stringify({ expression: input }), world);
        const value = 'value' in answer ? answer.value : JSON.stringify(answer);
        return value === of(found) ? [] : [`${input} → ${output}, not ${String(value)}`];
      });
    const money = (amount: string) =>
      /\.\d\d/.test(amount) ? amount : `${amount}${amount.includes('.') ? '0' : '.00'}`;
    const wrong = [
      ...said(
        /^A Currency with an amount of (-?[\d.]+) and code of "(\w+)"\.?$/,
        ([, amount = '', code]) => `${money(amount)}|${code}`,
      ),
      ...said(/^A Currency value with a NOT_SET amount and code of "(\w+)"/, ([, code]) => `|${code}`),
      ...said(/^A (\d+) minute Duration\.$/, ([, minutes]) => `PT${minutes}M`),
      ...said(/^A Duration of (\d+) hours?\.$/, ([, hours]) => `PT${hours}H`),
      ...said(/^An? NOT_SET \w+(?: \w+)?\.?$/, () => 'NOT_SET'),
      ...said(
        /^A DateTime of January (\d+), 2009 at (\d+):(\d\d):(\d\d) AM\.$/,
        ([, day, hour = '', minute, second]) =>
          `2009-01-${day}T${hour.padStart(2, '0')}:${minute}:${second}Z`,
      ),
    ];
    expect(wrong).toEqual([]);
  });
});
