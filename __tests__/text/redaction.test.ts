import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Redaction } from '../../src/text/redaction.ts';
import { secretsOfAddress } from '../../src/text/secret-forms.ts';

const RUNS = process.env.PROOF === 'long' ? 20_000 : 500;

const secret = fc
  .oneof(
    fc.base64String({ minLength: 8, maxLength: 44 }),
    fc.string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 40 }),
    fc.string({ unit: 'binary', minLength: 8, maxLength: 30 }),
    fc.constantFrom(
      'a_b_c_d_e',
      'p&<>"\'/ +%',
      'line one\nline two',
      '  padded secret ',
      'ÄÖÜ-İstanbul-€',
      'abcdef…ghijkl',
    ),
  )
  .filter((text) => text.trim().length >= 8);
const around = fc.string({ maxLength: 12 });

/** Ways in which a secret comes back from a platform, a tool or an address, with what stands around it. */
const ECHOES: readonly ((secret: string, before: string, after: string) => string)[] = [
  (text, before, after) => before + text + after,
  (text, before, after) => before + text.trim() + after,
  (text, before, after) => before + text.replace(/[a-z]/g, (each) => each.toUpperCase()) + after,
  (text, before, after) => JSON.stringify({ [before]: text, after }),
  (text, before, after) => JSON.stringify(JSON.stringify({ [before]: text, after })),
  (text, before, after) =>
    `https://x.test/?${encodeURIComponent(before.toWellFormed())}=${encodeURIComponent(text.toWellFormed())}&${encodeURIComponent(after.toWellFormed())}`,
  (text) => new URLSearchParams({ a: text, b: 'c' }).toString(),
  (text) => encodeURIComponent(encodeURIComponent(text.toWellFormed())).toLowerCase(),
  (text, before, after) => Buffer.from(before + text + after).toString('base64'),
  (text, before, after) => Buffer.from(before + text + after).toString('base64url'),
  (text) => Buffer.from(text).toString('base64'),
  (text, before) => `Basic ${Buffer.from(`${before}:${text}`).toString('base64')}`,
  (text) => Buffer.from(text).toString('hex'),
  (text) => Buffer.from(text).toString('hex').toUpperCase(),
  (text) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
];

/** What of an encoded text gives the secret away. */
function decodings(text: string): string[] {
  const found = [text];
  for (const word of text.split(/[^A-Za-z0-9+/_=-]/)) {
    for (const start of [0, 1, 2, 3]) found.push(Buffer.from(word.slice(start), 'base64').toString('utf8'));
  }
  for (const word of text.split(/[^A-Fa-f0-9]/)) {
    for (const start of [0, 1]) found.push(Buffer.from(word.slice(start), 'hex').toString('utf8'));
  }
  try {
    found.push(decodeURIComponent(text.replaceAll('+', ' ')));
    found.push(decodeURIComponent(decodeURIComponent(text)));
  } catch {
    // It is no encoded address.
  }
  return found;
}

test('no form of a secret is left of a text, wherever it stands', () => {
  fc.assert(
    fc.property(secret, around, around, fc.constantFrom(...ECHOES), (text, before, after, echo) => {
      const secrets = new Redaction();
      secrets.hide(text);
      const given = echo(text.toWellFormed(), before, after);
      const clean = secrets.text(given);
      for (const each of decodings(clean)) {
        expect(each.toLowerCase()).not.toContain(text.toWellFormed().trim().toLowerCase());
      }
      expect(clean).toContain('***');
    }),
    { numRuns: RUNS },
  );
});

test('a text that was cut in the middle of a secret shows nothing of it', () => {
  fc.assert(
    fc.property(
      secret,
      around,
      fc.integer({ min: 8, max: 40 }),
      fc.constantFrom('', '…', '… and more'),
      (text, before, length, end) => {
        fc.pre(length < text.trimEnd().length && !/[\n…]/.test(text) && !before.includes(text.slice(0, 8)));
        const secrets = new Redaction();
        secrets.hide(text);
        expect(secrets.text(`${before}: ${text.slice(0, length)}${end}`)).toBe(
          `${secrets.text(`${before}: `)}***${end}`,
        );
      },
    ),
    { numRuns: RUNS },
  );
});

test('a text without a secret stays as it is, and data stays the very same', () => {
  const secrets = new Redaction();
  secrets.hide('0123456789abcdef');
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), (text, value) => {
      expect(secrets.text(text)).toBe(text);
      expect(secrets.data(value)).toBe(value);
      expect(secrets.finds(value)).toBe(false);
    }),
    { numRuns: RUNS },
  );
});

test('data is redacted in texts and keys, and keeps its shape', () => {
  const secrets = new Redaction();
  secrets.hide('hunter2hunter2');
  const value = { a: ['x hunter2hunter2 y', 1, null], 'hunter2hunter2!': { b: true } };
  expect(secrets.data(value)).toEqual({ a: ['x *** y', 1, null], '***!': { b: true } });
});

test('a redacted text of the same length keeps its lines and columns', () => {
  const secrets = new Redaction();
  secrets.hide('hunter2\nhunter3');
  expect(secrets.sameLength('a hunter2\nhunter3 b')).toBe('a *******\n******* b');
});

test('a name that ends in the middle of a secret is hidden, and each long word of the secret', () => {
  const secrets = new Redaction();
  secrets.hide('FVLdfWKlK14j24OkDO6u-xtIRsnt7wk9F');
  expect(secrets.text('the variable State.xFVLdfWKlK14j24OkDO6u is not declared')).toBe(
    'the variable State.x*** is not declared',
  );
  expect(secrets.text('FVLdfWKlK14x')).toBe('***x');
  expect(secrets.text('the name xtIRsnt7wk9F')).toBe('the name ***');
});

test.each([
  ['a path', 'flows/ab/cd+ef/gh.yaml'],
  ['a stand-in for a token', 'TOK_ab_cd_ef_gh'],
  ['a file name', 'menu-ab-cd-ef-gh'],
])('%s that was made of a secret is hidden', (_, text) => {
  const secrets = new Redaction();
  secrets.hide('ab//cd+ef/gh');
  expect(secrets.text(text)).toMatch(/^\D*\*\*\*(\.yaml)?$/);
  expect(secrets.text(text)).not.toContain('cd');
});

test('any ten characters in a row of a secret are hidden', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9_+/=-]{12,60}$/), fc.nat(), fc.nat(), (secret, from, more) => {
      const start = from % (secret.length - 9);
      const part = secret.slice(start, start + 10 + (more % 20));
      const secrets = new Redaction();
      secrets.hide(secret);
      expect(secrets.text(`"${part}" is missing`)).toBe('"***" is missing');
    }),
  );
});

test('secrets that overlap leave nothing between them', () => {
  const secrets = new Redaction();
  for (const text of ['abcdefgh', 'efghijkl', 'ijklmnop']) secrets.hide(text);
  expect(secrets.text('<abcdefghijklmnop>')).toBe('<***>');
});

test('what opens a signed address is hidden, and the names of its parts are not', () => {
  const address =
    'https://bucket.s3.eu-west-1.amazonaws.com/x.yaml?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ASIAEXAMPLEKEY%2F20260101%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Security-Token=Fwo%2BGZ%2Fvb%3D%3D&X-Amz-Signature=0a1b2c3d4e5f';
  const secrets = new Redaction();
  secrets.hideAddress(address);
  expect(secrets.text(`PUT ${address}`)).toBe('PUT https://bucket.s3.eu-west-1.amazonaws.com/x.yaml?***');
  for (const part of ['0A1B2C3D4E5F', 'Fwo+GZ/vb==', 'Fwo%2bGZ%2fvb%3d%3d', 'ASIAEXAMPLEKEY'])
    expect(secrets.text(`<Got>${part}</Got>`)).toBe('<Got>***</Got>');
  const plain = 'the host of eu-west-1 took 900 s on 20260101 with AWS4-HMAC-SHA256';
  expect(secrets.text(plain)).toBe(plain);
});

test('addresses that are none have no secrets', () => {
  for (const address of ['', 'x', 'https://', '//x?y=0123456789', '\ud800'])
    expect(secretsOfAddress(address)).toEqual([]);
});

test('many secrets in a long text take no longer than both together', () => {
  const secrets = new Redaction();
  for (let at = 0; at < 2000; at++) secrets.hide(`secret-number-${at}-of-many`);
  const text = 'secret-nu '.repeat(50_000);
  const before = process.cpuUsage().user;
  expect(secrets.text(`${text}secret-number-7-of-many`) === `${text}***`).toBe(true);
  expect(process.cpuUsage().user - before).toBeLessThan(20_000_000);
});
