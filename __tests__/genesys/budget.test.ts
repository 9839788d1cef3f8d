import { describe, expect, test } from 'vitest';
import { RequestBudget } from '../../src/genesys/budget.ts';
import { memoryLog, virtualClock } from '../support/clock.ts';

const headers = (count: number, reset = 30) => ({
  'inin-ratelimit-count': String(count),
  'inin-ratelimit-allowed': '300',
  'inin-ratelimit-reset': String(reset),
});

function world(hours = 24) {
  const clock = virtualClock();
  const budget = new RequestBudget(clock, memoryLog(), { at: clock.now() + hours * 3_600_000 });
  /** Makes a request, and gives how long it waited, in s. */
  const ask = async (count: number, job = false): Promise<number> => {
    const before = clock.now();
    await budget.take(job);
    const waited = (clock.now() - before) / 1000;
    budget.answered(headers(count));
    return waited;
  };
  return { clock, budget, ask };
}

describe('the budget of requests', () => {
  test('goes on without waiting while there is something left, and then waits for the next window', async () => {
    const { ask } = world();
    expect(await ask(1)).toBe(0);
    expect(await ask(296)).toBe(0);
    expect(await ask(297)).toBe(0);
    // Three stay unspent; the window ends 30 s after it was told, and a little later for good measure.
    expect(await ask(1)).toBeCloseTo(30, 0);
    expect(await ask(2)).toBe(0);
  });

  test('counts requests that are under way', async () => {
    const { ask, budget, clock } = world();
    await ask(290);
    for (let at = 0; at < 7; at++) await budget.take();
    const before = clock.now();
    await budget.take();
    expect(clock.now() - before).toBeGreaterThanOrEqual(29_000);
  });

  test('learns what the platform’s own jobs spend, and begins none that the window cannot carry', async () => {
    const { ask } = world();
    await ask(1);
    // Each job costs ten requests that are not ours.
    await ask(2, true);
    await ask(13);
    await ask(14, true);
    await ask(25);
    await ask(288);
    expect(await ask(289)).toBe(0);
    expect(await ask(290, true)).toBeGreaterThanOrEqual(29);
  });

  test('holds all back once the platform has refused one', async () => {
    const { ask, budget } = world();
    await ask(10);
    budget.refused(5000);
    expect(await ask(11)).toBeGreaterThanOrEqual(5);
    expect(await ask(12)).toBe(0);
  });

  test('does not wait beyond the time of the step, and takes nonsense in headers for nothing', async () => {
    const { ask, budget } = world(0.001);
    expect(await ask(300)).toBe(0);
    expect(await ask(301)).toBe(0);
    await budget.take();
    budget.answered({ 'inin-ratelimit-count': 'x', 'inin-ratelimit-allowed': '-5' });
    expect(await ask(302)).toBe(0);
  });
});
