import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { evalLine } from '../../src/expressions/eval-line.ts';

const world = { now: () => 0 };
const answer = (expression: string, variables: object = {}) =>
  evalLine(JSON.stringify({ expression, variables }), world);

describe('one line of the command eval', () => {
  test.each<[string, object, object]>([
    ['2.2 + Flow.x', { 'flow.X': { type: 'dec', value: 3.9 } }, { type: 'dec', list: false, value: '6.1' }],
    ['Flow.x * 2', { 'Flow.x': { type: 'int', value: '3' } }, { type: 'int', list: false, value: '6' }],
    ['Flow.x', { 'Flow.x': { type: 'Boolean', value: true } }, { type: 'bln', list: false, value: 'true' }],
    ['Flow.x', { 'Flow.x': { type: 'str', value: 'a"b' } }, { type: 'str', list: false, value: '"a\\"b"' }],
    ['Flow.x', { 'Flow.x': { type: 'str', value: null } }, { type: 'str', list: false, value: 'NOT_SET' }],
    ['Flow.x', { 'Flow.x': { type: 'dur', value: 'PT90S' } }, { type: 'dur', list: false, value: 'PT1M30S' }],
    [
      'Flow.x',
      { 'Flow.x': { type: 'cur', value: '5|USD' } },
      { type: 'cur', list: false, value: '5.00|USD' },
    ],
    [
      'Flow.x.name',
      { 'Flow.x': { type: 'que', value: 'Sales' } },
      { type: 'str', list: false, value: '"Sales"' },
    ],
    [
      'Flow.x.id',
      { 'Flow.x': { type: 'que', value: { name: 'Sales', id: '7' } } },
      { type: 'str', list: false, value: '"7"' },
    ],
    [
      'Count(Flow.x)',
      { 'Flow.x': { type: 'int[]', value: [1, null] } },
      { type: 'int', list: false, value: '2' },
    ],
    [
      'Flow.x',
      { 'Flow.x': { type: 'int', list: true, value: [1, 2] } },
      { type: 'int', list: true, value: ['1', '2'] },
    ],
    [
      '1 / 3',
      {},
      {
        type: 'dec',
        list: false,
        value: '0.3333333333333333333333333333333333333333',
        assumptions: ['division'],
      },
    ],
    [
      'Flow.x + 1',
      { 'Flow.x': { type: 'int' } },
      { type: 'int', list: false, unknown: 'The value of Flow.x is not known here' },
    ],
    ['Foo(1)', {}, { unknown: 'What Foo does is not known here' }],
    [
      'FindSkill("a")',
      {},
      { type: 'skl', list: false, unknown: 'What FindSkill finds in the org is not known here' },
    ],
    [
      'Flow.x / Flow.x',
      { 'Flow.x': { type: 'int', value: 0 } },
      {
        type: 'dec',
        list: false,
        errors: [{ rule: 'run-time', column: 8, message: '/: divisor cannot be 0' }],
      },
    ],
    [
      '1 +',
      {},
      {
        errors: [
          {
            rule: 'expression-syntax',
            column: 4,
            message: 'The expression ends where a value is missing',
            hint: 'Complete it, or remove the last operator.',
          },
        ],
      },
    ],
    [
      'Lenght("a")',
      {},
      {
        errors: [
          {
            rule: 'unknown-function',
            column: 1,
            message: '"Lenght" is not a function that is known here',
            hint: 'Did you mean "Length"?',
          },
        ],
      },
    ],
  ])('%s', (expression, variables, expected) => {
    expect(answer(expression, variables)).toEqual(expected);
  });

  test.each([
    ['{}', 'expression'],
    ['[]', 'expression'],
    ['{"expression": "1", "variables": []}', 'variables'],
    ['{"expression": "1", "variables": {"Flow.x": 3}}', 'Flow.x'],
    ['{"expression": "1", "variables": {"Flow.x": {"type": "int", "value": "a"}}}', 'Flow.x'],
    ['{"expression": "1", "variables": {"Flow.x": {"type": "int", "value": []}}}', ''],
  ])('a line that cannot be read says why: %s', (line, why) => {
    if (why === '') expect(evalLine(line, world)).toMatchObject({ value: '1' });
    else expect(() => evalLine(line, world)).toThrow(why);
  });
});

describe.skipIf(!process.features.typescript)(
  'the command (skipped where Node does not run TypeScript)',
  () => {
    test('answers a line with a line, whatever the line', () => {
      const input = '{"expression": "1 + 1"}\n\nnonsense\n{"expression": "\\"é\\" + \\"😀\\""}\n';
      const { stdout, status } = spawnSync(process.execPath, ['build/eval.ts'], { input, encoding: 'utf8' });
      const lines = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as object);
      expect(lines).toHaveLength(3);
      expect(lines[0]).toEqual({ type: 'int', list: false, value: '2' });
      expect(lines[1]).toMatchObject({ unknown: expect.stringContaining('cannot be read') as string });
      expect(lines[2]).toEqual({ type: 'str', list: false, value: '"é😀"' });
      expect(status).toBe(1);
    });
  },
);
