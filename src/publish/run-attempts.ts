import { GenesysError } from '../genesys/error.ts';
import type { OrgFlow } from '../genesys/port.ts';
import { lookUp } from '../plan/look-up.ts';
import type { PlannedFlow } from '../plan/plan.ts';
import { type Ended, runJob } from '../release/job.ts';
import type { Progress, ReleasePorts } from '../release/ports.ts';
import type { JobPurpose } from '../release/registered-jobs.ts';
import { type Cause, isDisguisedLimit, readMessages } from './messages.ts';
import { preCheck } from './pre-check.ts';

const JOB_ATTEMPTS = 3;
/** A rate limit that hides in a job's messages gives no time to wait; one window of the limit is a minute. */
const DISGUISED_LIMIT_WAIT_MS = 20_000;

/** How the last job of a flow ended, and what the platform said of it. */
export interface Tried extends Ended {
  readonly causes: readonly Cause[];
}

/** Runs the job of a flow, and runs it again where it failed as a rate limit makes it fail and nothing changed meanwhile. */
export async function runAttempts(
  planned: PlannedFlow,
  { text, purpose }: { readonly text: string; readonly purpose: JobPurpose },
  before: OrgFlow | undefined,
  ports: ReleasePorts,
  progress: Progress,
): Promise<Tried> {
  const { genesys, clock, log, deadline, jobs, journal } = ports;
  const { key, graph } = planned.publishable;
  const run = async (): Promise<Ended> =>
    runJob({ name: graph.name, key, text }, await jobs.take(key, journal, purpose), ports, progress);
  for (let attempt = 1; ; attempt++) {
    const ended = await run().catch((error: unknown) => {
      // An address whose time is up is refused so, and nothing has begun then: a new job gets a new one.
      if (!(error instanceof GenesysError) || error.status !== 403 || progress.uploading) throw error;
      log.info(`"${graph.name}": ${error.message}; trying again with a new job`);
      return run();
    });
    const messages = ended.state?.messages ?? [];
    const last: Tried = { ...ended, causes: readMessages(messages) };
    if (ended.end !== 'failure' || !isDisguisedLimit(messages) || attempt === JOB_ATTEMPTS) return last;
    const now = await lookUp(genesys, planned.publishable);
    const late = clock.now() + DISGUISED_LIMIT_WAIT_MS > deadline.at;
    if (now?.published?.id !== before?.published?.id || late || clock.cancelled) return last;
    log.info(
      `"${graph.name}": the job failed in a way that a rate limit causes; trying again in ${DISGUISED_LIMIT_WAIT_MS / 1000} s`,
    );
    await clock.sleep(DISGUISED_LIMIT_WAIT_MS * (1 + clock.random()));
    if (preCheck(planned, await lookUp(genesys, planned.publishable), ports)) return last;
  }
}
