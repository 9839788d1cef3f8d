import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesWildcard } from '../../src/text/wildcard.ts';

test('agrees with a regular expression', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '/'), maxLength: 8 });
  fc.assert(
    fc.property(text, text, (pattern, given) => {
      const source = pattern.replaceAll('*', '[^]*');
      expect(matchesWildcard(pattern, given)).toBe(new RegExp(`^${source}$`).test(given));
    }),
    { numRuns: 2000 },
  );
});

test('stars cost no more than pattern times text', () => {
  // As a regular expression this takes longer than the universe has existed.
  expect(matchesWildcard(`${'a*'.repeat(100)}b`, 'a'.repeat(5000))).toBe(false);
});
