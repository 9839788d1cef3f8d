import type { Genesys, JobState } from '../genesys/port.ts';
import type { Deadline } from '../net/retry.ts';
import type { Clock, Log } from '../ports.ts';
import { nextPoll } from './cadence.ts';

/** What the release of a flow works with. */
export interface ReleasePorts {
  readonly genesys: Genesys;
  readonly clock: Clock;
  readonly log: Log;
  /** When a publish must have ended, so that it can still be recorded. */
  readonly deadline: Deadline;
  readonly overwrite: boolean;
}

/** The longest a job is waited for; large flows take minutes. */
const JOB_LIMIT_MS = 16 * 60_000;
const UPLOAD_ATTEMPTS = 3;

/** How far a release has come, for whoever has to say what an error left behind. */
export interface Progress {
  uploading: boolean;
}

/** How a job ended; `lost`: it may never have begun. */
export type JobEnd = JobState['status'] | 'timeout' | 'lost';

/** Registers, uploads, and waits for the end. A job whose upload is in doubt is asked before anything is repeated. */
export async function runJob(
  name: string,
  text: string,
  ports: ReleasePorts,
  progress: Progress,
): Promise<{ end: JobEnd; state: JobState | undefined }> {
  const { genesys, clock, log, deadline } = ports;
  const ticket = await genesys.registerJob();
  progress.uploading = true;
  for (let attempt = 1; (await genesys.upload(ticket, text)) === 'unsure'; attempt++) {
    await clock.sleep(1000 * attempt);
    const state = await genesys.job(ticket.id);
    if (state.status !== 'registered') break;
    if (attempt === UPLOAD_ATTEMPTS) return { end: 'lost', state };
  }
  log.info(`"${name}": uploaded, job ${ticket.id} has begun`);
  const begun = clock.now();
  const limit = Math.min(begun + JOB_LIMIT_MS, deadline.at);
  for (let polls = 1; ; polls++) {
    const wait = nextPoll(clock.now() - begun);
    if (clock.cancelled || clock.now() + wait > limit) return { end: 'timeout', state: undefined };
    await clock.sleep(wait);
    const state = await genesys.job(ticket.id);
    const seconds = ((clock.now() - begun) / 1000).toFixed(0);
    if (state.status === 'success' || state.status === 'failure') {
      log.info(`"${name}": the job ended with ${state.status} after ${seconds} s`);
      return { end: state.status, state };
    }
    if (polls % 5 === 0) log.info(`"${name}": the job is still running after ${seconds} s`);
  }
}
