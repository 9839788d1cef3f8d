import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { substitute } from '../../src/source/substitute.ts';

describe('tokens', () => {
  test('are replaced as text, wherever they stand', () => {
    const { text, missing, used } = substitute('a: {{x}}\n{{x}}-b: "{{ y }}" {{z}}', { x: 'one', y: 'two' });
    expect(text).toBe('a: one\none-b: "two" TOK_z');
    expect([...used]).toEqual(['x', 'y']);
    expect(missing.map(({ name }) => name)).toEqual(['z']);
  });

  test('names of the prototype are no values', () => {
    expect(substitute('{{constructor}}', {}).missing).toHaveLength(1);
  });

  test('a place in the replaced text leads back to the same characters, or to the token that they came from', () => {
    const plain = fc.stringMatching(/^[a-z\n ]{0,6}$/);
    const part = fc.oneof(
      plain.map((text) => ({ text, token: false })),
      fc.constantFrom(
        { text: '{{long}}', token: true },
        { text: '{{s}}', token: true },
        { text: '{{empty}}', token: true },
      ),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.nat(60), fc.nat(10), (parts, from, length) => {
        const text = parts.map((each) => each.text).join('');
        const done = substitute(text, { long: 'a replacement', s: 'x', empty: '' });
        const start = Math.min(from, done.text.length);
        const end = Math.min(start + length, done.text.length);
        const span = done.toOriginal({ start, end });
        expect(span.start).toBeLessThanOrEqual(span.end);
        const original = text.slice(span.start, span.end);
        const shown = substitute(original, { long: 'a replacement', s: 'x', empty: '' }).text;
        expect(shown).toContain(done.text.slice(start, end));
      }),
      { numRuns: 2000 },
    );
  });
});
