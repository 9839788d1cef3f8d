const FIRST_MS = 1000;

/**
 * How long to wait before the next look at something that has run for `elapsedMs`: a quarter of its age, at least a
 * second. The end of t seconds of work is then noticed within 1.25 t + 1 s, after about 3 log2(t) looks.
 */
export function nextPoll(elapsedMs: number): number {
  return Math.max(FIRST_MS, elapsedMs / 4);
}
