import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findingsOf, load } from '../support/load.ts';

const KEYS = '0123456789*#'.split('').map((key) => `digit_${key}`);
/** The names of the two signs, which nobody has seen in a file, but which mean nothing else. */
const NAMES = ['star', 'pound', 'digit_star', 'digit_pound'];

test('exactly the keys of a phone are keys', async () => {
  const text = fc.oneof(
    fc.constantFrom(...KEYS, ...NAMES),
    fc.string({ minLength: 1, maxLength: 3 }).map((tail) => `digit_${tail}`),
    fc.constantFrom(...KEYS).map((key) => key.toUpperCase()),
    fc.string({ minLength: 1, maxLength: 12 }),
  );
  await fc.assert(
    fc.asyncProperty(text, async (key) => {
      fc.pre(key.trim() !== '' && !key.includes('{{') && !key.includes('TOK_'));
      const choice = `{menuDisconnect: {name: A, dtmf: ${JSON.stringify(key)}}}`;
      const flow = `inboundCall:\n  name: D\n  startUpRef: ./menus/menu[m]\n  menus: [{menu: {name: M, refId: m, choices: [${choice}]}}]\n`;
      const found = findingsOf(await load({ 'flows/x.yaml': flow })).filter(
        ({ rule }) => rule === 'dtmf-domain',
      );
      expect(found).toHaveLength(KEYS.includes(key) || NAMES.includes(key) ? 0 : 1);
    }),
    { numRuns: 300, seed: 1 },
  );
});
