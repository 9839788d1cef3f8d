/**
 * Ids from here on belong to runs of the command line. They have sixteen digits; those of GitHub have eleven so far.
 */
const FIRST_LOCAL = 2 ** 52;

/** True for the id of a run of the command line, which GitHub knows nothing of. */
export function isLocalRun(id: number): boolean {
  return id >= FIRST_LOCAL;
}

/** An id for a run of the command line; `random` gives a number in [0, 1). */
export function localRunId(random: () => number): number {
  return FIRST_LOCAL + Math.floor(random() * FIRST_LOCAL);
}
