import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, test } from 'vitest';
import { globBase, globError, readGlob } from '../../src/text/glob.ts';
import { readGlobs } from '../../src/text/globs.ts';

const PIECES = ['a', 'b', '/', '*', '?', '**/', '/**', '[ab]', '[^a]', '{a,b}', '.x', 'a.yaml', '\\*'];

test('agrees with picomatch', () => {
  const path = fc
    .array(fc.string({ unit: fc.constantFrom('a', 'b', '.', 'x', '*'), minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 4,
    })
    .filter((steps) => !steps.some((step) => /^\.+$/.test(step)))
    .map((steps) => steps.join('/'));
  const glob = fc
    .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 })
    .map((pieces) => pieces.join(''))
    // What these mean differs from library to library, and nobody writes them.
    .filter((text) => !/^\/|\/\/|\/$|\*\*[^/]|[^/]\*\*|\*{3}|^\*\*$|\/\*\*$|\{[^}]*\/|\\\*\*/.test(text));
  fc.assert(
    fc.property(glob, path, (text, name) => {
      expect([text, name, readGlob(text)(name)]).toEqual([text, name, picomatch(text, { dot: true })(name)]);
    }),
    { numRuns: 5000 },
  );
});

test.each<[string, string, boolean]>([
  ['flows/**', 'flows/a/b.yaml', true],
  ['flows/**', 'flowsx/a', false],
  ['**/*.yaml', 'a.yaml', true],
  ['**/*.yaml', 'x/.y/a.yaml', true],
  ['flows/*.yaml', 'flows/x/a.yaml', false],
  ['**', 'a/b', true],
  ['a/**/b', 'a/b', true],
  ['a/**/b', 'a/x/y/b', true],
  ['a/**/b', 'axb', false],
  ['flows/[0-9]?.{json,yaml}', 'flows/7x.yaml', true],
  ['flows/{a,b/**}/*.yaml', 'flows/b/c/d/x.yaml', true],
])('%s and %s: %s', (glob, path, expected) => {
  expect(readGlob(glob)(path)).toBe(expected);
});

describe('globs that are refused', () => {
  test.each([
    '@(a|b)',
    '+(+(+(a)))b',
    '!(x)',
    'a|b',
    '{a',
    'a}',
    '[a',
    '',
    '!',
    'x'.repeat(5000),
    '{a,b}'.repeat(20),
    'a\0b',
  ])('%s', (glob) => {
    expect(globError(glob)).toBeDefined();
    expect(() => readGlobs([glob])).toThrow(/The glob/);
  });
});

test('stars and braces cost no more than glob times path', () => {
  // As a regular expression each of these takes longer than the test may.
  expect(readGlob(`${'*a'.repeat(300)}b`)('a'.repeat(4000))).toBe(false);
  expect(readGlob(`${'**/'.repeat(300)}b`)('a/'.repeat(2000))).toBe(false);
});

test('where to look', () => {
  expect(globBase('flows/x/*.yaml')).toBe('flows/x');
  expect(globBase('flows/a.yaml')).toBe('flows/a.yaml');
  expect(globBase('**')).toBe('.');
  expect(globBase('flows/{a,b}/**')).toBe('flows');
});
