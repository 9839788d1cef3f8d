import type { Intent } from '../../src/audit/intent.ts';
import { Journal } from '../../src/release/journal.ts';
import { JobTimes } from '../../src/release/polling-schedule.ts';
import type { ReleasePorts } from '../../src/release/ports.ts';
import { RegisteredJobs } from '../../src/release/registered-jobs.ts';
import { memoryLog, virtualClock } from './clock.ts';
import type { FakeOrg } from './genesys.ts';

const HOUR = 3_600_000;

/** The open intent of a run about nothing yet. */
export const INTENT: Intent = {
  schema: 1,
  intent_id: '00000000-0000-4000-8000-000000000001',
  environment: 'default',
  begun_on: 'b'.repeat(40),
  sequence: 1,
  run_id: 1,
  attempt: 1,
  run_url: 'https://github.com/sandbox/call-flows/actions/runs/1',
  actor: 'a',
  commit: 'c'.repeat(40),
  started: '2026-01-01T00:00:00.000Z',
  expires: '2026-01-01T01:00:00.000Z',
  flows: [],
};

/** What flows are released with in tests: an org in memory and a clock that jumps. `written`: the intents written on the way. */
export function releasePorts(
  org: FakeOrg,
  clock: ReturnType<typeof virtualClock>,
): ReleasePorts & { readonly written: Intent[] } {
  const written: Intent[] = [];
  return {
    genesys: org,
    clock,
    log: memoryLog(),
    deadline: { at: clock.now() + HOUR },
    overwrite: false,
    journal: new Journal(INTENT, async (intent) => void written.push(intent)),
    jobs: new RegisteredJobs(org, clock),
    times: new JobTimes(),
    written,
  };
}
