import { describe, expect, test } from 'vitest';
import { type Attempt, retry, retryAfterMs } from '../../src/net/retry.ts';
import { memoryLog, virtualClock } from '../support/clock.ts';

async function run(results: Attempt<string>[], minutes = 10) {
  const clock = virtualClock();
  const log = memoryLog();
  const made = retry(
    'call',
    async () => results.shift() ?? { done: 'end' },
    { clock, log },
    { at: clock.now() + minutes * 60_000 },
  );
  const answer = await made.catch((error: Error) => error.message);
  return { answer, slept: clock.slept, log: log.lines };
}
const again = (afterMs?: number): Attempt<string> => ({
  again: 'no',
  afterMs,
  error: () => new Error('gave up'),
});

describe('repeating', () => {
  test('waits what the server asks for, and a little more', async () => {
    const { answer, slept } = await run([again(7000), { done: 'ok' }]);
    expect(answer).toBe('ok');
    expect(slept[0]).toBeGreaterThanOrEqual(7000);
    expect(slept[0]).toBeLessThan(7300);
  });

  test('else a random part of a doubling interval', async () => {
    const { slept } = await run([again(), again(), again(), again(), again()]);
    expect(slept).toEqual([500, 1000, 2000, 4000, 8000]);
  });

  test('gives up after six attempts', async () => {
    const { answer, slept } = await run(Array.from({ length: 9 }, () => again()));
    expect(answer).toBe('gave up');
    expect(slept).toHaveLength(5);
  });

  test('gives up at once where the wait would pass the deadline, or is absurd', async () => {
    expect((await run([again(90_000)], 1)).slept).toEqual([]);
    expect((await run([again(500_000)])).answer).toBe('gave up');
  });
});

test.each([
  ['3', 3000],
  [' 58 ', 58_000],
  ['Thu, 01 Jan 2026 00:00:10 GMT', 10_000],
  ['soon', undefined],
  [undefined, undefined],
])('Retry-After: %s', (header, expected) => {
  expect(retryAfterMs(header, Date.parse('2026-01-01T00:00:00Z'))).toBe(expected);
});
