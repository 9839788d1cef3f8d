/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Runs the given things in turn, round after round, and gives the median of each in ms: what slows the machine slows all. */
export async function inTurn(
  things: Readonly<Record<string, () => unknown>>,
  rounds: number,
): Promise<Record<string, number>> {
  const times: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(things)) {
      const begun = performance.now();
      await run();
      (times[name] ??= []).push(performance.now() - begun);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
}

/** A line of the report: what was measured, against what bound, and whether it holds. */
export function line(what: string, value: number, bound: number, unit: string): string {
  return `${value <= bound ? 'ok  ' : 'MISS'}  ${what}: ${value.toFixed(2)} ${unit} (at most ${bound} ${unit})`;
}
