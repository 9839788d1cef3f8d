const FIRST_MS = 1000;
const STEP_MS = 2000;
/** The second look, where the first was placed by experience, comes soon. */
const SOON_MS = 500;
const SOONER = 0.97;

/**
 * How long to wait before the next look at a job that has run for `elapsedMs`: a second at first, then two seconds and a
 * quarter of its age. The end of t seconds of work is then noticed within 1.25 t + 2 s, after about 3 log2(t) looks.
 */
export function nextPoll(elapsedMs: number): number {
  return elapsedMs === 0 ? FIRST_MS : STEP_MS + elapsedMs / 4;
}

/** The same for what may show at once, such as a version that was just published: a second, and a quarter of its age. */
export function nextRead(elapsedMs: number): number {
  return FIRST_MS + elapsedMs / 4;
}

/** Jobs that are expected to take longer than this are looked at once before, since a refusal comes soon. */
const LONG_MS = 8000;
const REFUSED_BY_MS = 2000;

/** The looks at one job: when it has probably ended is known from jobs like it, if there were any. */
export class PollingSchedule {
  readonly #expected: number;
  #placed = false;
  #soon = SOON_MS;

  /** `expectedMs`: when jobs like this one have ended, in ms after their beginning; undefined: nobody knows. */
  constructor(expectedMs: number | undefined) {
    this.#expected = Math.max(FIRST_MS, expectedMs ?? 0);
  }

  /** How long to wait before the next look, in ms. Never longer than `nextPoll`, but up to the one that is placed. */
  next(elapsedMs: number): number {
    if (!this.#placed) {
      if (elapsedMs === 0 && this.#expected > LONG_MS) return REFUSED_BY_MS;
      this.#placed = true;
      return Math.max(SOON_MS, this.#expected - elapsedMs);
    }
    if (this.#expected <= FIRST_MS) return nextPoll(elapsedMs);
    const soon = this.#soon;
    this.#soon *= 2;
    return Math.min(nextPoll(elapsedMs), Math.max(soon, elapsedMs / 10));
  }
}

/** When jobs of this run have ended so far, and the last one of each flow as the audit log has it. */
export class JobTimes {
  readonly #known: ReadonlyMap<string, number>;
  #estimate: number | undefined;

  /** `known`: how long the last job of a flow took, in ms, by the flow's key. */
  constructor(known: ReadonlyMap<string, number> = new Map()) {
    this.#known = known;
  }

  /** When a job of this flow has probably ended, in ms; undefined if nothing is known. */
  expect(key: string): number | undefined {
    const known = this.#known.get(key);
    return known === undefined ? this.#estimate : Math.min(known, this.#estimate ?? known);
  }

  /** The looks at a job of this flow. */
  schedule(key: string): PollingSchedule {
    return new PollingSchedule(this.expect(key));
  }

  /**
   * A job was still running after `runningMs` (0: it was ended at the first look), and had ended after `endedMs`. Returns
   * when the next one like it is best looked at, in ms: a little sooner, where this one may have ended long before.
   */
  add(runningMs: number, endedMs: number): number {
    const before = this.#estimate;
    const best = runningMs < endedMs / 2 ? endedMs * SOONER : endedMs;
    if (before === undefined) this.#estimate = best;
    else if (runningMs >= before) this.#estimate = Math.max(before, (runningMs + endedMs) / 2);
    else this.#estimate = Math.min(before, best);
    return best;
  }
}
