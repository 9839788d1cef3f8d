import type { AuditLog } from '../audit/audit-log.ts';
import type { Intent } from '../audit/intent.ts';
import type { PublishedState } from '../audit/published-state.ts';
import type { Genesys, JobState } from '../genesys/port.ts';
import type { Clock, Deadline, Log, RunDeadline } from '../runtime.ts';
import { Journal } from './journal.ts';
import { JobTimes } from './polling-schedule.ts';
import { RegisteredJobs } from './registered-jobs.ts';

/** What the release of a flow works with. */
export interface ReleasePorts {
  readonly genesys: Genesys;
  readonly clock: Clock;
  readonly log: Log;
  /** When a publish must have ended, so that it can still be recorded. */
  readonly deadline: Deadline;
  readonly overwrite: boolean;
  /** What was written down of each flow before it is changed, and can be added to. */
  readonly journal: Journal;
  readonly jobs: RegisteredJobs;
  readonly times: JobTimes;
}

/** How far a release has come, for whoever has to say what an error left. */
export interface Progress {
  uploading: boolean;
}

/** How a job ended; `lost`: it may never have begun. */
export type JobEnd = JobState['status'] | 'timeout' | 'lost';

/** Kept back at the end of the step's time, so that what was done can still be recorded. */
const RESERVE_MS = 60_000;

/** What the ports of a release are made of. */
export interface ReleaseContext {
  readonly genesys: Genesys;
  readonly auditLog: AuditLog;
  readonly ports: { readonly clock: Clock; readonly log: Log; readonly deadline: RunDeadline };
  readonly inputs: { readonly overwrite: boolean };
}

/** The ports of a release under a standing intent; `state` knows how long jobs took before. */
export function releasePorts(
  { genesys, auditLog, ports: { clock, log, deadline }, inputs: { overwrite } }: ReleaseContext,
  intent: Intent,
  state: PublishedState,
  jobs: RegisteredJobs = new RegisteredJobs(genesys, clock),
): ReleasePorts {
  const times = Object.entries(state.flows).flatMap(([key, { job_ms: ms }]): [string, number][] =>
    ms === null ? [] : [[key, ms]],
  );
  return {
    genesys,
    clock,
    log,
    deadline: deadline.reserve(RESERVE_MS),
    overwrite,
    journal: new Journal(intent, (next) => auditLog.note(next)),
    jobs,
    times: new JobTimes(new Map(times)),
  };
}
