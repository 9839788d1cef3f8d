import { describe, expect, test } from 'vitest';
import { checkExpression } from '../../src/expressions/checker.ts';
import { stepsOf } from '../support/steps.ts';

const repeated = (part: string, size: number) => part.repeat(Math.ceil(size / part.length)).slice(0, size);

describe('hostile texts cost work in proportion to their size', () => {
  test.each<[string, (size: number) => string]>([
    ['open parentheses', (size) => '('.repeat(size)],
    ['pairs of parentheses', (size) => `${'('.repeat(size / 2)}1${')'.repeat(size / 2 - 1)}`],
    ['closing parentheses', (size) => ')'.repeat(size)],
    ['brackets that do not match', (size) => repeated('(]', size)],
    ['calls in calls', (size) => repeated('f(', size)],
    ['signs', (size) => '-'.repeat(size)],
    ['negations', (size) => '!'.repeat(size)],
    ['questions', (size) => repeated('1?1:', size)],
    ['properties', (size) => `a${repeated('.b', size - 1)}`],
    ['indexes', (size) => `Flow.a${repeated('[0]', size - 6)}`],
    ['quotes', (size) => '"'.repeat(size)],
    ['backslashes', (size) => repeated('\\ ', size)],
    ['characters of no use', (size) => repeated('# ', size)],
    ['names', (size) => repeated('a ', size)],
    ['commas', (size) => ','.repeat(size)],
    ['arguments', (size) => `Append(${repeated('"a",', size - 12)}"a")`.slice(0, size)],
    ['unknown functions', (size) => `MakeList(${repeated('Lenght(1),', size - 20)}1)`],
  ])('%s', async (_, text) => {
    const half = text(4000);
    const whole = text(8000);
    checkExpression(whole);
    const once = await stepsOf(() => checkExpression(half));
    const twice = await stepsOf(() => checkExpression(whole));
    expect(twice / once).toBeLessThan(2.2);
  });
});
