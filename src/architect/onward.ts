/** Whether a call can continue after an action or a sequence, in order of certainty. */
export const Onward = {
  /** It never continues. */
  never: 0,
  /** It is not known. */
  unknown: 1,
  /** It probably can. */
  likely: 2,
  /** It certainly can. */
  certain: 3,
} as const;
export type Onward = (typeof Onward)[keyof typeof Onward];

/** The most certain of several branches; `never` if there is none. */
export function anyOf(ways: Iterable<Onward>): Onward {
  let most: Onward = Onward.never;
  for (const each of ways) if (each > most) most = each;
  return most;
}

/** Whether a call can pass all steps of a list; `certain` if it is empty. */
export function allOf(steps: Iterable<Onward>): Onward {
  let least: Onward = Onward.certain;
  for (const each of steps) if (each < least) least = each;
  return least;
}
