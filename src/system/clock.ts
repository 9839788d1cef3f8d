import type { Clock } from '../runtime.ts';
import type { CancellableClock } from './deadline.ts';

/** Once the run is cancelled nothing waits longer than this; GitHub kills the step 10 s after the first signal. */
const HASTY_MS = 250;

/** Real time, and whether the run was cancelled; a cancelled run is woken from whatever it waits for. */
export interface RunClock extends Clock, CancellableClock {
  /** From now on SIGINT and SIGTERM cancel the run instead of ending the process. */
  listen(): void;
}

/** The clock of a run. `onCancel` is called once, at the first signal. */
export function runClock(onCancel: () => void): RunClock {
  const waiting = new Set<() => void>();
  let cancelledAt: number | undefined;
  let listening = false;
  const cancel = () => {
    if (cancelledAt !== undefined) return;
    cancelledAt = Date.now();
    onCancel();
    for (const wake of waiting) wake();
  };
  return {
    now: () => Date.now(),
    random: Math.random,
    get cancelled() {
      return cancelledAt !== undefined;
    },
    get cancelledAt() {
      return cancelledAt;
    },
    sleep: (ms) =>
      new Promise((done) => {
        const wake = () => {
          clearTimeout(timer);
          waiting.delete(wake);
          done();
        };
        const timer = setTimeout(wake, cancelledAt !== undefined ? Math.min(ms, HASTY_MS) : ms);
        waiting.add(wake);
      }),
    listen() {
      if (listening) return;
      listening = true;
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, cancel);
    },
  };
}
