import type { Genesys, RegisteredJob } from '../genesys/port.ts';
import { pool } from '../net/pool.ts';
import type { Clock } from '../runtime.ts';
import type { Journal, Note } from './journal.ts';

/** An address that ends sooner than this is not used any more, in ms. */
const MARGIN_MS = 30_000;

/** What a job is for: the flow itself, the placeholder that comes before it, or the version that it goes back to. */
export type JobPurpose = 'flow' | 'placeholder' | 'rollback';

const NOTED = { flow: 'job_id', placeholder: 'placeholder_job_id', rollback: 'rollback_job_id' } as const;

/**
 * The publish jobs of a run. They are registered before the intent is written, which names them: so the next run can ask
 * what came of each, should this one be killed. Registering is harmless; a job begins when its file is uploaded.
 */
export class RegisteredJobs {
  readonly #genesys: Genesys;
  readonly #clock: Clock;
  readonly #ready = new Map<string, RegisteredJob>();

  constructor(genesys: Genesys, clock: Clock) {
    this.#genesys = genesys;
    this.#clock = clock;
  }

  /** Registers a job for each of these, a few at a time; what has one already keeps it. */
  async register(
    wanted: readonly { key: string; purpose: JobPurpose }[],
    concurrency: number,
  ): Promise<void> {
    const open = wanted.filter(({ key, purpose }) => !this.#ready.has(`${purpose} ${key}`));
    await pool(open, concurrency, async ({ key, purpose }) => {
      this.#ready.set(`${purpose} ${key}`, await this.#genesys.registerJob());
    });
  }

  /** Id of the job that is ready; undefined if there is none. */
  id(key: string, purpose: JobPurpose = 'flow'): string | undefined {
    return this.#ready.get(`${purpose} ${key}`)?.id;
  }

  /**
   * A job to upload to: the one that is ready, or, where its time is up or it was used, a new one that is written down
   * first, with `more`.
   */
  async take(
    key: string,
    journal: Journal,
    purpose: JobPurpose = 'flow',
    more: Note = {},
  ): Promise<RegisteredJob> {
    const ready = this.#ready.get(`${purpose} ${key}`);
    this.#ready.delete(`${purpose} ${key}`);
    if (ready && !expires(ready, this.#clock.now() + MARGIN_MS)) return ready;
    const job = await this.#genesys.registerJob();
    await journal.note(key, { ...more, [NOTED[purpose]]: job.id });
    return job;
  }
}

/** Signed addresses of S3 say themselves how long they are good. */
function expires({ url }: RegisteredJob, at: number): boolean {
  const query = new URL(url).searchParams;
  const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '');
  const seconds = Number(query.get('X-Amz-Expires') ?? Number.NaN);
  if (!date || !(seconds > 0)) return false;
  const [, year, month, day, hour, minute, second] = date.map(Number);
  const signed = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
  return signed + seconds * 1000 < at;
}
