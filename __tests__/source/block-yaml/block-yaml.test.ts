import { describe, expect, test } from 'vitest';
import { readBlockYaml } from '../../../src/source/block-yaml/read.ts';
import { MAX_DEPTH } from '../../../src/source/document.ts';
import { readSource } from '../../../src/source/read.ts';
import { exportTexts } from './exports.ts';
import { compareReaders } from './same-reading.ts';

describe('the block subset', () => {
  test.each(exportTexts().map((text, at): [number, string] => [at, text]))(
    'export %i is read without handing over',
    (_, text) => {
      expect(compareReaders(text)).toBe(/\{\w/.test(text) ? 'handed over' : 'read');
    },
  );

  test.each([
    [
      'numbers',
      'a: -0\nb: 0x1F\nc: 0o17\nd: 1e3\ne: .5\nf: 123456789012345678901\ng: -.inf\nh: .NaN\n0x10: i\n',
    ],
    ['words that are no numbers', 'a: 0x\nb: 1_000\nc: 0o8\nd: 1.2.3\ne: +\nf: 12:30\ng: -.nan\nh: .iNF\n'],
    ['null and booleans', 'a: ~\nb: Null\nc: TRUE\nd: tRUE\ne: yes\nf:\ntrue: g\n'],
    ['keys that JavaScript has a meaning for', '__proto__: {}\nconstructor: a\ntoString: b\n<<: c\n'],
    [
      'escapes',
      'a: "\\x41\\u00e9\\U0001F600\\N\\_\\L\\P\\0\\e\\/\\ "\nb: "\\ud83d\\ude00"\nc: \'it\'\'s\'\n',
    ],
    ['line separators of Unicode', 'a: b\u2028c\u0085d\n'],
    ['lists at the indentation of their key', 'a:\n- b\n- c: d\n  e:\n  - f\ng: h\n'],
    ['comments', '# a\nb: c # d\n  # e\nf: # g\n  h: i#j\n\n# k\n  l: m\n# n\n'],
    ['block scalars', 'a: |\n  b\n\n   c\nd: >-\n  e\n  f\n\n  g\n   h\ni: |+\n  j\n\nk: |\n  l'],
    ['blanks at the ends of lines', 'a:   \nb: c   \nd :  "e"  \n'],
    ['a byte order mark and CRLF', '\uFEFFa: b\r\nc: |\r\n  d\r\n\r\ne:\r\n- f\r\n'],
  ])('reads %s', (_, text) => {
    expect(compareReaders(text)).toBe('read');
  });

  test('a text is read without what an earlier, longer one left behind', () => {
    readBlockYaml('x.yaml', `a: "${'b'.repeat(100)}"\nc: 'd'\ne: "f"\n`);
    for (const text of ['a: "', "a: '", 'a: "b\\', 'a: "b', "a: 'b", 'a', 'a:', 'a: b', '- "c', 'a: "b"'])
      expect(() => compareReaders(text)).not.toThrow();
    expect(readBlockYaml('x.yaml', 'a: "b\\')).toBeUndefined();
    expect(readBlockYaml('x.yaml', 'a: "b')).toBeUndefined();
  });

  test.each([
    ['a key given twice', 'a: 1\nb: 2\na: 3\n'],
    ['a key given twice, quoted', '1: a\n"1": b\n'],
    ['null as a key', '~: a\n'],
    ['an explicit key', '? a\n: b\n'],
    ['a tab after a colon', 'a:\tb\n'],
    ['a tab as indentation', 'a:\n\tb: c\n'],
    ['a tab before a comment', 'a: b\t# c\n'],
    ['a bare carriage return', 'a: b\rc: d\n'],
    ['an anchor', 'a: &b c\n'],
    ['an alias', 'a: *b\n'],
    ['a tag', 'a: !!str b\n'],
    ['a directive', '%YAML 1.2\n---\na: b\n'],
    ['a document marker', '---\na: b\n'],
    ['a second document', 'a: b\n---\nc: d\n'],
    ['a plain scalar on two lines', 'a: b\n  c\n'],
    ['a quoted scalar on two lines', 'a: "b\n  c"\n'],
    ['a scalar below its key', 'a:\n  b\n'],
    ['two values on one line', 'a: b: c\n'],
    ['brackets', 'a: [b]\n'],
    ['an unknown escape', 'a: "\\q"\n'],
    ['half an escape', 'a: "\\u12"\n'],
    ['an escape beyond Unicode', 'a: "\\U00110000"\n'],
    ['an open quote', 'a: "b\n'],
    ['more after a quote', 'a: "b" c\n'],
    ['a comment that touches a quote', 'a: "b"#c\n'],
    ['an indentation indicator', 'a: |2\n   b\n'],
    ['a block scalar that is not indented', 'a: |\nb\n'],
    ['blanks in an empty line of a block scalar', 'a: |\n  b\n     \n  c\n'],
    ['a comment before the dash of an empty entry', 'a:\n  - b\n  # c\n  -\nd: e\n'],
    ['a comment that belongs to what ends before it', 'a:\n  b: c\n    # d\ne: f\n'],
    ['a document marker with content', 'a: b\n--- c: d\n'],
    ['the end of a document', 'a: b\n... c: d\n'],
    ['a dash after a key', 'a: - b\n'],
    ['less indentation than the first key', 'a:\n    b: c\n  d: e\n'],
    ['more indentation than the first key', 'a: b\n  c: d\n'],
    ['a list in the middle of a map', 'a: b\n- c\n'],
    ['a long key', `${'a'.repeat(1100)}: b\n`],
    ['a reserved character', 'a: @b\n'],
    ['no map at the root', '- a\n'],
    ['nothing', '\n# a\n'],
  ])('hands over %s', (_, text) => {
    expect(readBlockYaml('x.yaml', text)).toBeUndefined();
  });

  const nested = (levels: number) =>
    Array.from({ length: levels }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('');
  test('reads as many levels as yaml may, and hands over more', () => {
    expect(compareReaders(nested(MAX_DEPTH))).toBe('read');
    expect(readBlockYaml('x.yaml', nested(MAX_DEPTH + 1))).toBeUndefined();
    expect(readBlockYaml('x.yaml', `${'- '.repeat(100_000)}a`)).toBeUndefined();
  });

  test('readSource falls back to the yaml package where the fast reader hands over', async () => {
    const bytes = (text: string) => Buffer.from(text);
    expect((await readSource('x.yaml', bytes('a: 1\na: 2\n'))).errors).toHaveLength(1);
    expect((await readSource('x.yaml', bytes('a: [1]\n'))).value).toEqual({ a: [1] });
    expect((await readSource('x.yaml', bytes('a: 1\n'))).value).toEqual({ a: 1 });
  });
});
