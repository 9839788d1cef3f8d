import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Document, Scalar } from 'yaml';
import { readJson } from '../../src/source/json.ts';
import { readYaml } from '../../src/source/yaml.ts';

/** What the file spells at the characters of a value. */
function spelled(file: string, path: readonly (string | number)[], from: number, to: number): string {
  const document = readYaml('f.yaml', file);
  expect(document.errors).toEqual([]);
  const { start, end } = document.span(path, { from, to });
  return file.slice(start, end);
}

const plain = fc.stringMatching(/^[ -~]{0,40}$/);
const words = fc.array(
  fc.constantFrom(
    'Append(',
    '"a b"',
    'Flow.x',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '\\',
    "'",
    ': ',
    '#',
    'é',
    '😀',
    '\t',
    ',',
  ),
  {
    maxLength: 14,
  },
);

describe('the characters of a YAML scalar', () => {
  test.each([
    ['plain', 'exp: Flow.name == 1\n', 'Flow.name == 1', 'name', 'name'],
    ['plain over lines', 'exp: Flow.a +\n  Flow.b\n', 'Flow.a + Flow.b', 'Flow.b', 'Flow.b'],
    ['single quotes', "exp: 'a == ''b'' + Flow.c'\n", "a == 'b' + Flow.c", 'Flow.c', 'Flow.c'],
    [
      'double quotes',
      'exp: "Append(\\n  \\"hi\\", Flow.c)"\n',
      'Append(\n  "hi", Flow.c)',
      'Flow.c',
      'Flow.c',
    ],
    ['an escape itself', 'exp: "a\\"b"\n', 'a"b', '"', '\\"'],
    ['an escaped line end', 'exp: "Flow.a + \\\n   Flow.b"\n', 'Flow.a + Flow.b', 'Flow.b', 'Flow.b'],
    ['a literal block', 'exp: |-\n  Append(\n    Flow.b)\n', 'Append(\n  Flow.b)', 'Flow.b', 'Flow.b'],
    [
      'a literal block with CRLF',
      'exp: |-\r\n  Append(\r\n    Flow.b)\r\n',
      'Append(\n  Flow.b)',
      'Flow.b',
      'Flow.b',
    ],
    ['a folded block', 'exp: >-\n  Append(\n  Flow.b)\n', 'Append( Flow.b)', 'Flow.b', 'Flow.b'],
    ['a folded block with deeper lines', 'exp: >\n  a\n    b\n\n  c\n  d\n', 'a\n  b\n\nc d\n', 'd', 'd'],
    ['a block with its indentation given', 'exp: |2-\n    a\n   b\n', '  a\n b', 'b', 'b'],
  ])('%s', (_, file, value, part, expected) => {
    expect(readYaml('f.yaml', file).value).toEqual({ exp: value });
    const from = value.indexOf(part);
    expect(spelled(file, ['exp'], from, from + part.length)).toBe(expected);
  });

  test('an alias means the text that it stands for', () => {
    const file = 'a: &x "b\\tFlow.c"\nexp: *x\n';
    expect(spelled(file, ['exp'], 2, 8)).toBe('Flow.c');
  });

  test('whatever the style, every character that is not escaped is found where it stands', () => {
    const styles = fc.constantFrom(
      Scalar.PLAIN,
      Scalar.QUOTE_SINGLE,
      Scalar.QUOTE_DOUBLE,
      Scalar.BLOCK_LITERAL,
      Scalar.BLOCK_FOLDED,
    );
    const value = fc.oneof(
      plain,
      words.map((parts) => parts.join('')),
    );
    let found = 0;
    fc.assert(
      fc.property(
        value,
        styles,
        fc.constantFrom(0, 20, 80),
        fc.integer({ min: 1, max: 4 }),
        (text, style, lineWidth, indent) => {
          const scalar = new Scalar(text);
          scalar.type = style;
          const file = new Document({ outer: [{ exp: scalar }], after: 1 }).toString({
            lineWidth,
            indent: indent * 2,
          });
          const document = readYaml('f.yaml', file);
          // The library does not always write what it was given, or YAML at all; what is read counts.
          const read = (document.value as { outer: { exp: unknown }[] } | undefined)?.outer[0]?.exp;
          if (typeof read !== 'string') return;
          const whole = document.span(['outer', 0, 'exp']);
          for (let at = 0; at < read.length; at++) {
            const char = read.charAt(at);
            const { start, end } = document.span(['outer', 0, 'exp'], { from: at, to: at + 1 });
            expect(start).toBeGreaterThanOrEqual(whole.start);
            expect(end).toBeLessThanOrEqual(whole.end);
            // A character may be written as an escape, and a space as the end of a line.
            if (/[A-Za-z(]/.test(char)) {
              expect(file.slice(start, end)).toBe(char);
              found++;
            }
          }
        },
      ),
      { numRuns: process.env.PROOF === 'long' ? 20_000 : 1000 },
    );
    expect(found).toBeGreaterThan(1000);
  });
});

test('the characters of a JSON string are found behind its escapes', async () => {
  const file = '{"a": {"exp": "Append(\\"\\u00e9\\", Flow.c)"}}';
  const document = await readJson('f.json', file);
  const { start, end } = document.span(['a', 'exp'], { from: 12, to: 18 });
  expect(file.slice(start, end)).toBe('Flow.c');
});
