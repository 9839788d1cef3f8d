import { expect, test } from 'vitest';
import { fuzz, leak } from './run.ts';
import { TARGETS } from './targets.ts';

/** The long proof, `npm run fuzz`, has 100,000 inputs, and measures their CPU time. */
const INPUTS = 200;

test('hostile files, events, inputs, messages and audit files end no run, change no surface and show no secret', async () => {
  const { byTarget, faults } = await fuzz(INPUTS, 1, Number.POSITIVE_INFINITY);
  expect(faults).toEqual([]);
  expect(Object.keys(byTarget).toSorted()).toEqual(TARGETS.map(([name]) => name).toSorted());
});

test('a secret that is shown is found, escaped and encoded too', () => {
  const secret = 'AbCd_EfGh&IjKl+MnOp/QrSt';
  for (const shown of [
    `x ${secret} y`,
    secret.slice(0, 12),
    'AbCd&#95;EfGh&#38;IjKl',
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('hex'),
  ])
    expect(leak(shown, secret)).toBeDefined();
  expect(leak('x *** y', secret)).toBeUndefined();
});
