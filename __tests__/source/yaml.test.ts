import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Path } from '../../src/source/document.ts';
import { readYaml } from '../../src/source/yaml.ts';

const at = (text: string, path: Path, part?: 'key' | 'value') => {
  const { start, end } = readYaml('x.yaml', text).span(path, part);
  return text.slice(start, end);
};

describe('positions in YAML', () => {
  const text = [
    '\uFEFFname: "Main Menu" # comment',
    'list:',
    '  - one',
    '  - key: two',
    'block: |',
    '  line one',
    '  line two',
    'base: &base {queue: Support}',
    'again: *base',
    '2445093: number key',
    'flow: {a: [1, 2]}',
    '',
  ].join('\r\n');
  test.each<[Path, 'key' | 'value', string]>([
    [['name'], 'value', '"Main Menu"'],
    [['name'], 'key', 'name'],
    [['list', 1, 'key'], 'value', 'two'],
    [['again', 'queue'], 'value', 'Support'],
    [['2445093'], 'value', 'number key'],
    [['flow', 'a', 1], 'value', '2'],
    [['flow', 'nothing'], 'value', '{a: [1, 2]}'],
  ])('%j (%s)', (path, part, expected) => {
    expect(at(text, path, part)).toBe(expected);
  });

  test('a block scalar is its indicator and its lines', () => {
    expect(at(text, ['block'])).toBe('|\r\n  line one\r\n  line two\r\n');
  });

  test('plain values of any data are found where they stand', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const data = fc.dictionary(word, fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 3 })), {
      minKeys: 1,
      maxKeys: 5,
    });
    fc.assert(
      fc.property(data, (value) => {
        const source = stringify(value);
        for (const [key, each] of Object.entries(value)) {
          const path = typeof each === 'string' ? [key] : [key, each.length - 1];
          expect(parse(at(source, path))).toEqual(
            typeof each === 'string' ? parse(stringify(each)) : parse(stringify(each.at(-1))),
          );
        }
      }),
    );
  });
});

describe('errors in YAML', () => {
  test.each([
    ['an empty file', '', /empty/],
    ['only a comment', '# nothing\n', /no data/],
    ['a tab as indentation', 'a:\n\tb: 1\n', /not valid YAML/],
    ['a directive', '%YAML 1.1\n---\na: 1\n', /directive/],
    ['a tag', 'a: !!binary aGk=\n', /tag/],
    ['two documents', 'a: 1\n---\nb: 2\n', /more than one/],
    ['a bare carriage return', 'a: 1\rb: 2\n', /carriage return/],
    ['a duplicate key', 'a: 1\nb: 2\na: 3\n', /appears twice/],
    ['an unknown alias', 'a: *nothing\n', /alias/i],
    ['an alias to what contains it', 'a: &a [*a]\n', /alias/i],
    ['an unclosed quote', 'a: "x\n', /not valid YAML/],
  ])('%s', (_, text, words) => {
    const { errors } = readYaml('x.yaml', text);
    expect(errors.map(({ message }) => message).join('\n')).toMatch(words);
    for (const { span } of errors) expect(span.end).toBeGreaterThanOrEqual(span.start);
  });

  test('the second of two equal keys is reported', () => {
    const text = 'a: 1\nb: 2\na: 3\n';
    const { span } = readYaml('x.yaml', text).errors[0] ?? { span: { start: 0, end: 0 } };
    expect(span).toEqual({ start: 10, end: 11 });
  });

  test('an alias bomb is an error, without expanding it', () => {
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 9; level++) {
      const [name, before] = [String.fromCharCode(97 + level), String.fromCharCode(96 + level)];
      lines.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`);
    }
    const { value, errors } = readYaml('x.yaml', `${lines.join('\n')}\n`);
    expect(value).toBeUndefined();
    expect(errors[0]?.message).toContain('aliases');
  });

  test.each([
    ['brackets', `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`],
    ['lines', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['dashes', `${'- '.repeat(10_000)}x\n`],
  ])('deep nesting by %s is an error', (_, text) => {
    expect(readYaml('x.yaml', text).errors[0]?.message).toMatch(/nested|not valid/);
  });

  test('any text is read or refused, and nothing is thrown', () => {
    const pieces = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '&a',
      '*a',
      '"',
      "'",
      '|',
      '>',
      '#',
      '!',
      '%',
      '---',
      '\t',
      '?',
      ',',
      '0',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const { value, errors } = readYaml('x.yaml', parts.join(''));
        expect(value === undefined ? errors.length > 0 : true).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
