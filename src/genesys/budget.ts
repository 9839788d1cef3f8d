import type { Clock, Deadline, Log } from '../runtime.ts';

/** Requests kept unused in each window, for requests of other clients that no answer has counted yet. */
const RESERVE = 3;

/**
 * The rest of the platform's request limit, from the headers of its answers, shared by all concurrent work. The platform's own
 * jobs count against the same limit, so their cost is measured and reserved before a job starts.
 */
export class RequestBudget {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #deadline: Deadline;
  #allowed = Number.POSITIVE_INFINITY;
  /** Requests in this window, as the platform counts. */
  #count = 0;
  /** Own answers since that count. */
  #answered = 0;
  /** Own requests without an answer. */
  #open = 0;
  #resetAt = Number.POSITIVE_INFINITY;
  #refusedUntil = 0;
  #jobs = 0;
  #foreign = 0;

  constructor(clock: Clock, log: Log, deadline: Deadline) {
    this.#clock = clock;
    this.#log = log;
    this.#deadline = deadline;
  }

  /** Waits until a request may be sent. A request that starts a job waits until the limit allows the job, too. */
  async take(job = false): Promise<void> {
    for (;;) {
      const now = this.#clock.now();
      if (now >= this.#resetAt) this.#beginWindow();
      const until = this.#waitUntil(now, job);
      if (until <= now || until > this.#deadline.at || this.#clock.cancelled) break;
      this.#log.debug(`the request limit is used up; waiting ${Math.ceil((until - now) / 1000)} s`);
      await this.#clock.sleep(until - now + this.#clock.random() * 250);
    }
    if (job) this.#jobs++;
    this.#open++;
  }

  /** Counts an answer, or a request that failed. Headers: requests counted, requests allowed, seconds until the reset. */
  answered(headers: Readonly<Record<string, string>>): void {
    this.#open--;
    this.#answered++;
    const header = (name: string) => Number.parseInt(headers[`inin-ratelimit-${name}`] ?? '', 10);
    const [count, allowed, reset] = [header('count'), header('allowed'), header('reset')];
    if (!(count > this.#count) || !(allowed > 0) || !(reset >= 0)) return;
    // Requests beyond our own come from the platform's jobs, or from another client with the same token.
    this.#foreign += count - this.#count - this.#answered;
    this.#answered = 0;
    this.#count = count;
    this.#allowed = allowed;
    this.#resetAt = this.#clock.now() + reset * 1000;
  }

  /** Stops all requests for `forMs`, because the platform refused one. */
  refused(forMs: number): void {
    this.#refusedUntil = Math.max(this.#refusedUntil, this.#clock.now() + forMs);
  }

  #waitUntil(now: number, job: boolean): number {
    if (this.#refusedUntil > now) return this.#refusedUntil;
    const left = this.#allowed - this.#count - this.#open - RESERVE;
    const perJob = this.#jobs === 0 ? 0 : Math.max(0, Math.ceil(this.#foreign / this.#jobs));
    // An unused window cannot get better by waiting.
    return left >= (job ? 1 + perJob : 1) || this.#count + this.#open === 0 ? now : this.#resetAt;
  }

  #beginWindow(): void {
    this.#count = 0;
    this.#answered = 0;
    this.#resetAt = Number.POSITIVE_INFINITY;
  }
}
