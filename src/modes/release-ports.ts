import type { Intent } from '../audit/intent.ts';
import type { LedgerState } from '../audit/ledger.ts';
import type { PlanInputs } from '../plan/make-plan.ts';
import type { ReleasePorts } from '../release/job.ts';
import { Journal } from '../release/journal.ts';
import { JobTimes } from '../release/polling-schedule.ts';
import { RegisteredJobs } from '../release/registered-jobs.ts';
import type { Connected } from './connected.ts';
import { auditLogOf } from './write-down.ts';

/** Kept back at the end of the step's time, so that what was done can still be recorded. */
const RESERVE_MS = 60_000;
export type ReleaseInputs = Pick<PlanInputs, 'overwrite'>;

/** What a run releases flows with: `intent` is the one that it adds to, `state` knows how long jobs took. */
export function releasePorts(
  connected: Connected<ReleaseInputs>,
  intent: Intent,
  state: LedgerState,
  jobs: RegisteredJobs = new RegisteredJobs(connected.genesys, connected.ports.clock),
): ReleasePorts & { readonly uuid: () => string } {
  const { genesys, inputs, ports } = connected;
  const times = Object.entries(state.flows).flatMap(([key, { job_ms: ms }]): [string, number][] =>
    ms === null ? [] : [[key, ms]],
  );
  return {
    genesys,
    clock: ports.clock,
    log: ports.log,
    uuid: ports.uuid,
    overwrite: inputs.overwrite,
    deadline: ports.deadline.reserve(RESERVE_MS),
    journal: new Journal(intent, (next) => auditLogOf(connected).note(next)),
    jobs,
    times: new JobTimes(new Map(times)),
  };
}
