import type { Clock, Deadline, RunDeadline } from '../runtime.ts';

/** A clock that knows when the run was cancelled, in ms since 1970. */
export type CancellableClock = Pick<Clock, 'now'> & { readonly cancelledAt: number | undefined };

/** What is left after a signal for writing down what was done: GitHub kills the step after 10 s. */
const CANCELLED_MS = 9000;
/** Of that, what is kept for the records, at most. */
const CANCELLED_RESERVE_MS = 5000;

/** The one deadline of a run: `totalMs` from now, or 9 s from its cancellation, whichever is earlier. */
export function runDeadline(clock: CancellableClock, totalMs: number): RunDeadline {
  const end = clock.now() + totalMs;
  const earlier = (keptMs: number, keptWhenCancelledMs: number): Deadline => ({
    get at() {
      const { cancelledAt } = clock;
      const at = end - keptMs;
      return cancelledAt === undefined ? at : Math.min(at, cancelledAt + CANCELLED_MS - keptWhenCancelledMs);
    },
  });
  return {
    get at() {
      return earlier(0, 0).at;
    },
    reserve: (ms) => earlier(Math.min(ms, totalMs / 4), Math.min(ms, CANCELLED_RESERVE_MS)),
  };
}
