import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import { EXPRESSION_RULES } from '../../src/rules/expressions/index.ts';
import { END, HEAD, statement } from '../support/expression-flow.ts';
import { findingsOf, load, slice } from '../support/load.ts';

const condition = (written: string) =>
  `${HEAD}          - decision:
              name: D
              condition: {exp: ${written}}
              outputs: {"yes": {actions: [{disconnect: {name: Yes}}]}}
${END}`;

const RULES: ReadonlySet<string> = new Set(EXPRESSION_RULES.map(({ id }) => id));

async function told(text: string): Promise<Finding[]> {
  return findingsOf(await load({ 'flows/x.yaml': text })).filter(({ rule }) => RULES.has(rule));
}

/** Each as a flow, and its findings: severity, rule, the text that is underlined, its line and column. */
const CASES: readonly [name: string, flow: string, found: readonly string[]][] = [
  [
    'a bracket that is not closed',
    statement('string', "'Lower(Flow.name'"),
    ['error expression-syntax ( 20:68'],
  ],
  ['a bracket too many', statement('string', "'Lower(Flow.name))'"), ['error expression-syntax ) 20:79']],
  ['an operator of another language', condition('\'Flow.name = "x"\''), ['error expression-syntax = 19:43']],
  [
    'two errors in one expression',
    statement('string', '\'Append("a", 1 +) + (2\''),
    ['error expression-syntax ) 20:78', 'error expression-syntax ( 20:82'],
  ],
  [
    'an error behind escapes in double quotes',
    statement('string', '"Append(\\"a\\\\n\\",\\n Lower(\\"b\\")"'),
    ['error expression-syntax ( 20:69'],
  ],
  [
    'a wrong argument',
    statement('string', "'Lower(Flow.count)'"),
    ['error expression-type Flow.count 20:69'],
  ],
  ['a wrong operand', statement('string', "'Flow.name + 1'"), ['error expression-type + 20:73']],
  [
    'a wrong number of arguments',
    statement('string', "'Left(Flow.name)'"),
    ['error expression-type Left 20:63'],
  ],
  [
    'an expression of another type than its statement',
    statement('integer', 'Flow.queue'),
    ['error expression-type Flow.queue 20:64'],
  ],
  ['a condition that is a queue', condition('Flow.queue'), ['error expression-type Flow.queue 19:32']],
  ['a condition that Architect converts', condition('Flow.name'), []],
  [
    'a property that is misspelt',
    statement('string', 'Flow.queue.nmae'),
    ['warning expression-type .nmae 20:72'],
  ],
  ['JSON', statement('string', '\'Lower(Flow.json) + GetJsonObjectProperty(Flow.json, "a")\''), []],
  [
    'a function that is misspelt',
    statement('string', "'Lowr(Flow.name)'"),
    ['error unknown-function Lowr 20:63'],
  ],
  [
    'a function that may be new',
    statement('string', "'Levenshtein(Flow.name)'"),
    ['notice unknown-function Levenshtein 20:63'],
  ],
  [
    'a plural that may be new',
    statement('string', "'FindUsers(Flow.name)'"),
    ['notice unknown-function FindUsers 20:63'],
  ],
  [
    'a variable that is misspelt',
    statement('string', "'Lower(Flow.nmae)'"),
    ['warning unknown-variable Flow.nmae 20:69'],
  ],
  [
    'a scope that is misspelt',
    statement('string', "'Lower(Flwo.name)'"),
    ['warning unknown-variable Flwo.name 20:69'],
  ],
  [
    'a variable of the platform that is misspelt',
    statement('string', 'Call.Anni'),
    ['warning unknown-variable Call.Anni 20:62'],
  ],
  ['a variable of the platform that is not known here', statement('string', 'Call.Weather'), []],
  ['a name that stands alone', condition('\'customer == "x"\''), ['error unknown-variable customer 19:33']],
  [
    'a keyword in other capitals',
    condition('"Flow.name == \\"x\\" or True"'),
    ['error unknown-variable True 19:55'],
  ],
  [
    'a division by zero',
    statement('integer', "'ToInt(Flow.count / 0)'"),
    ['error division-by-zero-literal 0 20:84'],
  ],
  ['a modulo by zero', statement('integer', "'Flow.count % 0'"), ['error division-by-zero-literal 0 20:78']],
  ['a division by a variable', statement('integer', "'ToInt(1 / Flow.count)'"), []],
  ['a condition that is always true', condition('"true"'), ['warning condition-constant true 19:33']],
  ['a condition that YAML reads as a Boolean', condition('true'), ['warning condition-constant true 19:32']],
  ['a condition of literals', condition("'1 == 2'"), ['warning condition-constant 1 == 2 19:33']],
  [
    'a condition about the time',
    condition('GetCurrentDateTimeUtc() > ToDateTime("2020-01-01T00:00:00Z")'),
    [],
  ],
  ['a condition that asks the org', condition('\'IsSet(FindQueue("Sales"))\''), []],
  [
    'a condition that is a literal setting',
    condition('true').replace('{exp: true}', '{lit: true}'),
    ['warning condition-constant true 19:32'],
  ],
  ['a token without value', statement('string', "'Lower({{x}}'"), []],
];

describe('rules about expressions', () => {
  test.each(CASES)('%s', async (_, text, found) => {
    expect(
      (await told(text)).map(
        (each) =>
          `${each.severity} ${each.rule} ${slice(text, each)} ${each.range.line}:${each.range.column}`,
      ),
    ).toEqual(found);
  });

  test('each has a case', () => {
    const seen = new Set(CASES.flatMap(([, , found]) => found.map((each) => each.split(' ')[1])));
    expect(seen).toEqual(RULES);
  });

  test.each([
    ['>-', 'Append(\n                      "a",\n                      Lowr(Flow.name))', 'Lowr', 23],
    ['|-', 'Append(\n                      "a",\n                      Lowr(Flow.name))', 'Lowr', 23],
  ])('lines of a block %s are reported by their own line and column', async (style, expression, at, line) => {
    const text = `${HEAD}          - updateData:
              name: Set
              statements:
                - string:
                    variable: Flow.name
                    value:
                      exp: ${style}
                        ${expression.replaceAll('\n', '\n  ')}
${END}`;
    const [found, ...more] = await told(text);
    expect(more).toEqual([]);
    expect(found && slice(text, found)).toBe(at);
    expect(found?.range.line).toBe(line + 3);
  });

  test('a misspelt name is suggested in the capitals of its declaration', async () => {
    const [found] = await told(
      statement('string', "'Lower(flow.NMAE)'").replaceAll('Flow.name', 'Flow.Name'),
    );
    expect(found?.message).toBe('Variable "flow.NMAE" is not declared');
    expect(found?.hint).toBe('Did you mean "Flow.Name"?');
  });

  test('what is not declared at all, of one kind, is one finding', async () => {
    const text = statement('string', "'Append(State.a, State.b)'");
    expect((await told(text)).map(({ message }) => message)).toEqual([
      'Variable "State.a" is not declared, nor are "State.b"',
    ]);
  });

  test('an expression of an action that is switched off is not checked', async () => {
    expect(
      await told(
        statement('string', "'Lower('").replace('name: Set', 'name: Set\n              enabled: false'),
      ),
    ).toEqual([]);
  });

  test('a notice fails nothing', async () => {
    const { failsBy } = await import('../../src/report/checked-result.ts');
    const findings = await told(statement('string', "'Levenshtein(Flow.name)'"));
    expect(findings.map(({ severity }) => severity)).toEqual(['notice']);
    expect(failsBy('warning', findings)).toBe(false);
  });
});
