import type { Clock, Deadline, Log } from '../runtime.ts';

/** Requests that stay unspent in each window, for those of others that nobody told of yet. */
const RESERVE = 3;

/**
 * What is left of the platform's limit of requests, by the headers of its answers, shared by everything that runs at
 * once. The platform's own jobs spend of the same limit: what they cost is learned, and held back before one is begun.
 */
export class RequestBudget {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #deadline: Deadline;
  #allowed = Number.POSITIVE_INFINITY;
  /** Requests in this window, as the platform counts. */
  #count = 0;
  /** Own answers since that count was told. */
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

  /** Waits until a request may be sent. One that begins a job waits for a window that can carry the job, too. */
  async take(job = false): Promise<void> {
    for (;;) {
      const now = this.#clock.now();
      if (now >= this.#resetAt) this.#beginWindow();
      const until = this.#waitUntil(now, job);
      if (until <= now || until > this.#deadline.at || this.#clock.cancelled) break;
      this.#log.debug(`the limit of requests is used up; waiting ${Math.ceil((until - now) / 1000)} s`);
      await this.#clock.sleep(until - now + this.#clock.random() * 250);
    }
    if (job) this.#jobs++;
    this.#open++;
  }

  /** An answer, or that there is none. Its headers tell the requests counted, those allowed, and the seconds left. */
  answered(headers: Readonly<Record<string, string>>): void {
    this.#open--;
    this.#answered++;
    const tell = (name: string) => Number.parseInt(headers[`inin-ratelimit-${name}`] ?? '', 10);
    const [count, allowed, reset] = [tell('count'), tell('allowed'), tell('reset')];
    if (!(count > this.#count) || !(allowed > 0) || !(reset >= 0)) return;
    // What was counted beyond our own is the platform's work for us, or somebody with the same token.
    this.#foreign += count - this.#count - this.#answered;
    this.#answered = 0;
    this.#count = count;
    this.#allowed = allowed;
    this.#resetAt = this.#clock.now() + reset * 1000;
  }

  /** Nobody asks again for so long, after the platform has refused one of us. */
  refused(forMs: number): void {
    this.#refusedUntil = Math.max(this.#refusedUntil, this.#clock.now() + forMs);
  }

  #waitUntil(now: number, job: boolean): number {
    if (this.#refusedUntil > now) return this.#refusedUntil;
    const left = this.#allowed - this.#count - this.#open - RESERVE;
    const perJob = this.#jobs === 0 ? 0 : Math.max(0, Math.ceil(this.#foreign / this.#jobs));
    // A window that is still whole is as good as it gets.
    return left >= (job ? 1 + perJob : 1) || this.#count + this.#open === 0 ? now : this.#resetAt;
  }

  #beginWindow(): void {
    this.#count = 0;
    this.#answered = 0;
    this.#resetAt = Number.POSITIVE_INFINITY;
  }
}
