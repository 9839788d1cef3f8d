import { describe, expect, test } from 'vitest';
import { runDeadline } from '../../src/system/deadline.ts';

const MINUTE = 60_000;

function started(totalMs: number) {
  const clock = { time: 1000, now: () => clock.time, cancelledAt: undefined as number | undefined };
  return { clock, deadline: runDeadline(clock, totalMs) };
}

describe('the deadline of a run', () => {
  test('is counted from the moment it is made', () => {
    const { clock, deadline } = started(20 * MINUTE);
    clock.time += 5 * MINUTE;
    expect(deadline.at).toBe(1000 + 20 * MINUTE);
  });

  test('keeps time back, but at most a quarter of the time of the run', () => {
    expect(started(20 * MINUTE).deadline.reserve(MINUTE).at).toBe(1000 + 19 * MINUTE);
    expect(started(MINUTE).deadline.reserve(MINUTE).at).toBe(1000 + 45_000);
  });

  test('comes 9 s after the cancellation, and 4 s after it for work that leaves time for the records', () => {
    const { clock, deadline } = started(20 * MINUTE);
    const work = deadline.reserve(MINUTE);
    const brief = deadline.reserve(1000);
    clock.cancelledAt = clock.time = 61_000;
    expect(deadline.at).toBe(70_000);
    expect(work.at).toBe(65_000);
    expect(brief.at).toBe(69_000);
  });

  test('is not moved back by a cancellation near its end', () => {
    const { clock, deadline } = started(MINUTE);
    clock.cancelledAt = clock.time = 60_000;
    expect(deadline.at).toBe(61_000);
    expect(deadline.reserve(MINUTE).at).toBe(46_000);
  });
});
