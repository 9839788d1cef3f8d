import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { rewriteScalar } from '../../src/source/scalar.ts';

describe('a scalar with another value', () => {
  test.each([
    ['"a"', 'b', '"b"'],
    ['"a"', 'b"c', '"b\\"c"'],
    ["'a'", 'b', "'b'"],
    ["'a'", "b'c", "'b''c'"],
    ["'a'", 'b\nc', '"b\\nc"'],
    ['menuDisconnnect', 'menuDisconnect', 'menuDisconnect'],
    ['a', 'b: c', '"b: c"'],
    ['a', 'true', '"true"'],
    ['a', '12', '"12"'],
  ])('%s becomes with %j: %s', (source, value, text) => {
    expect(rewriteScalar(source, value)).toBe(text);
  });

  test.each(['{a: b}', '[a]', 'a\n b', '"{{TOKEN}}"', '{{TOKEN}}', '', '|', '&a b', '*a', 'a: b', 'a # b'])(
    '%j is not one scalar',
    (source) => {
      expect(rewriteScalar(source, 'x')).toBeUndefined();
    },
  );

  test('reads back as that value, as key and value of YAML in both styles', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.constantFrom('~', 'null', 'No', '1e3', '.5'),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('plain', "'quoted'", '"quoted"'), (value, source) => {
        const written = rewriteScalar(source, value.toWellFormed());
        expect(parse(`${written}: ${written}\n`)).toEqual({ [value.toWellFormed()]: value.toWellFormed() });
        expect(parse(`{k: ${written}}`)).toEqual({ k: value.toWellFormed() });
      }),
      { numRuns: 300 },
    );
  });
});
