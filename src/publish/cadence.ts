const FIRST_MS = 1000;
/** The second look, where the first was placed by experience, comes soon. */
const SOON_MS = 500;

/**
 * How long to wait before the next look at something that has run for `elapsedMs`: a second and a quarter of its age. The
 * end of t seconds of work is then noticed within 1.25 t + 1 s, after about 3 log2(t) looks.
 */
export function nextPoll(elapsedMs: number): number {
  return FIRST_MS + elapsedMs / 4;
}

/** The looks at one job: when the first is due is known from jobs like it, if there were any. */
export class Looks {
  readonly #first: number;
  #soon = SOON_MS;
  #number = 0;

  /** `firstMs`: when jobs like this one have ended, in ms after their beginning; undefined: nobody knows. */
  constructor(firstMs: number | undefined) {
    this.#first = firstMs ?? 0;
  }

  /** How long to wait before the next look, in ms. Never longer than `nextPoll`, but for the first. */
  next(elapsedMs: number): number {
    if (this.#number++ === 0) return Math.max(FIRST_MS, this.#first);
    if (this.#first <= FIRST_MS) return nextPoll(elapsedMs);
    this.#soon *= 2;
    return Math.min(nextPoll(elapsedMs), Math.max(this.#soon / 2, elapsedMs / 10));
  }
}

/** When jobs of this run have ended so far, and the last one of each flow as the ledger has it. */
export class JobTimes {
  readonly #known: ReadonlyMap<string, number>;
  #estimate: number | undefined;

  /** `known`: how long the last job of a flow took, in ms, by the flow's key. */
  constructor(known: ReadonlyMap<string, number> = new Map()) {
    this.#known = known;
  }

  /** When a job of this flow has probably ended, in ms; undefined if nothing is known. */
  expect(key: string): number | undefined {
    return this.#known.get(key) ?? this.#estimate;
  }

  /** A job was still running after `runningMs` (0: it was ended at the first look), and had ended after `endedMs`. */
  add(runningMs: number, endedMs: number): void {
    const before = this.#estimate;
    // One that was ended at the first look may have ended before: the next first look comes a little sooner.
    if (runningMs === 0) this.#estimate = Math.min(before ?? endedMs, endedMs) * 0.97;
    else if (before === undefined) this.#estimate = endedMs;
    else if (runningMs >= before) this.#estimate = (before + endedMs) / 2;
  }
}
