import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JobTimes, PollingSchedule } from '../../src/release/polling-schedule.ts';

/** How many looks it takes to see the end of a job of so many ms, and when that is. */
function watch(looks: PollingSchedule, jobMs: number): { count: number; noticed: number; running: number } {
  let [elapsed, count, running] = [0, 0, 0];
  for (;;) {
    elapsed += looks.next(elapsed);
    count++;
    if (elapsed >= jobMs) return { count, noticed: elapsed, running };
    running = elapsed;
  }
}

describe('polls of a job', () => {
  test('of which nothing is known notice its end within 1.25 t + 2 s, with at most 8 log2(t + 2) polls', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_600_000 }), (ms) => {
        const { count, noticed } = watch(new PollingSchedule(undefined), ms);
        expect(noticed).toBeLessThanOrEqual(1.25 * ms + 2000);
        expect(count).toBeLessThanOrEqual(8 * Math.log2(ms / 1000 + 2));
      }),
      { numRuns: 1000 },
    );
  });

  test('keep the same bounds for a job that takes as long as was expected, or longer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 1_200_000 }),
        fc.integer({ min: 0, max: 1_200_000 }),
        (expected, more) => {
          const { count, noticed } = watch(new PollingSchedule(expected), expected + more);
          expect(noticed).toBeLessThanOrEqual(1.25 * (expected + more) + 2000);
          expect(count).toBeLessThanOrEqual(8 * Math.log2((expected + more) / 1000 + 2));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('at a long job come once early, since a refusal comes soon', () => {
    expect(watch(new PollingSchedule(60_000), 1500)).toMatchObject({ count: 1, noticed: 2000 });
    expect(watch(new PollingSchedule(60_000), 60_000)).toMatchObject({ count: 2, noticed: 60_000 });
  });
});

describe('experience', () => {
  test('places the first look where jobs have ended, so that most need one look only', () => {
    const times = new JobTimes();
    const counts = Array.from({ length: 40 }, () => {
      const { count, noticed, running } = watch(times.schedule('x'), 5000);
      times.add(running, noticed);
      return count;
    });
    const [first, ...rest] = counts;
    expect(first).toBe(3);
    expect(rest.reduce((sum, count) => sum + count, 0) / rest.length).toBeLessThanOrEqual(1.5);
  });

  test('does not run away where many jobs end at once', () => {
    const times = new JobTimes();
    for (let at = 0; at < 20; at++) times.add(3000, 6000);
    for (let at = 0; at < 20; at++) times.add(0, 6000);
    expect(times.expect('x')).toBeGreaterThan(5500);
    for (let at = 0; at < 20; at++) times.add(6000, 7000);
    expect(times.expect('x')).toBeLessThan(7000);
  });

  test('of earlier runs counts for its own flow, and this run’s for all', () => {
    const times = new JobTimes(new Map([['slow', 40_000]]));
    expect(times.expect('slow')).toBe(40_000);
    expect(times.expect('other')).toBeUndefined();
    times.add(4000, 5000);
    expect(times.expect('other')).toBe(5000);
    expect(times.expect('slow')).toBe(5000);
  });
});
