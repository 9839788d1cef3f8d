import { GenesysError } from '../genesys/error.ts';
import type { JobState, RegisteredJob } from '../genesys/port.ts';
import type { PollingSchedule } from './polling-schedule.ts';
import type { JobEnd, Progress, ReleasePorts } from './ports.ts';

/** The longest a job is waited for; large flows take minutes. */
const JOB_LIMIT_MS = 16 * 60_000;
const UPLOAD_ATTEMPTS = 3;

/** What came of a job. */
export interface Ended {
  readonly end: JobEnd;
  readonly state: JobState | undefined;
  /** When the next job of this flow is best looked at, in ms after its upload; undefined where this one was not seen to end. */
  readonly tookMs: number | undefined;
}

/** Uploads, and waits for the end. A job whose upload is in doubt is asked before anything is repeated. */
export async function runJob(
  { name, key, text }: { name: string; key: string; text: string },
  job: RegisteredJob,
  ports: ReleasePorts,
  progress: Progress,
): Promise<Ended> {
  const { genesys, clock, log } = ports;
  const upload = async () => {
    progress.uploading = true;
    try {
      return await genesys.upload(job, text);
    } catch (error) {
      // An upload that was refused has begun nothing.
      if (error instanceof GenesysError && (error.status >= 400 || error.code === 'proxy'))
        progress.uploading = false;
      throw error;
    }
  };
  for (let attempt = 1; (await upload()) === 'unsure'; attempt++) {
    await clock.sleep(1000 * attempt);
    const state = await genesys.job(job.id);
    if (state.status !== 'registered') break;
    if (attempt === UPLOAD_ATTEMPTS) return { end: 'lost', state, tookMs: undefined };
  }
  log.info(`"${name}": uploaded, job ${job.id} has begun`);
  return waitForJob(name, job.id, ports.times.schedule(key), ports);
}

/** Looks at a job that has begun until it has ended, or until the deadline. */
export async function waitForJob(
  name: string,
  id: string,
  looks: PollingSchedule,
  {
    genesys,
    clock,
    log,
    deadline,
    times,
  }: Pick<ReleasePorts, 'genesys' | 'clock' | 'log' | 'deadline' | 'times'>,
): Promise<Ended> {
  const begun = clock.now();
  let running = 0;
  for (let number = 1; ; number++) {
    const wait = looks.next(clock.now() - begun);
    if (clock.now() + (clock.cancelled ? 0 : wait) > Math.min(begun + JOB_LIMIT_MS, deadline.at))
      return { end: 'timeout', state: undefined, tookMs: undefined };
    await clock.sleep(wait);
    const state = await genesys.job(id);
    const tookMs = clock.now() - begun;
    const seconds = (tookMs / 1000).toFixed(0);
    if (state.status === 'success' || state.status === 'failure') {
      log.info(`"${name}": the job ended with ${state.status} after ${seconds} s`);
      return { end: state.status, state, tookMs: Math.round(times.add(running, tookMs)) };
    }
    running = tookMs;
    if (number % 5 === 0) log.info(`"${name}": the job is still running after ${seconds} s`);
  }
}
