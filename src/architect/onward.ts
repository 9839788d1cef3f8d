/** Whether a call can go on behind an action or a sequence; the numbers are in order of certainty. */
export const Onward = {
  /** It certainly does not. */
  never: 0,
  /** Nothing here tells. */
  unknown: 1,
  /** As far as is known it can. */
  likely: 2,
  /** It certainly can. */
  certain: 3,
} as const;
export type Onward = (typeof Onward)[keyof typeof Onward];

/** The most certain of several ways on; never if there is none. */
export function anyOf(ways: Iterable<Onward>): Onward {
  let most: Onward = Onward.never;
  for (const each of ways) if (each > most) most = each;
  return most;
}

/** Whether a call can pass all of several steps; certain if there is none. */
export function allOf(steps: Iterable<Onward>): Onward {
  let least: Onward = Onward.certain;
  for (const each of steps) if (each < least) least = each;
  return least;
}
