import type { IntentFlow, NewIntent } from '../audit/intent.ts';
import type { RunFacts } from '../audit/record.ts';
import type { Region } from '../manifest/region.ts';
import { type PlannedFlow, publishes } from '../plan/plan.ts';
import type { JobPurpose, RegisteredJobs } from '../release/registered-jobs.ts';

/** After the end of a run's time, how long its intent still holds off others. */
const GRACE_MS = 5 * 60_000;

/** What a run writes down of its flows before it touches anything, the jobs that were registered for them included. */
export function intentFlows(
  flows: readonly PlannedFlow[],
  region: Region,
  jobs: Pick<RegisteredJobs, 'id'>,
  atomic: boolean,
): IntentFlow[] {
  return flows.map(({ publishable, live, action }) => {
    // A flow that is only recorded may have a job from a plan that was made before: it is not uploaded to.
    const jobOf = (purpose: JobPurpose) =>
      publishes(action) ? jobs.id(publishable.key, purpose) : undefined;
    const [job, placeholder] = [jobOf('flow'), jobOf('placeholder')];
    return {
      key: publishable.key,
      flow_id: live?.id ?? '',
      flow_name: publishable.graph.name,
      flow_type: publishable.graph.type.api,
      region: region.name,
      manifest: publishable.manifest.file,
      content_digest: publishable.digest,
      base_version: live?.published?.id ?? null,
      version_matrix: publishable.manifest.version ?? null,
      rollback_on_fail: atomic || publishable.manifest.rollbackOnFail,
      ...(job === undefined ? {} : { job_id: job }),
      ...(placeholder === undefined ? {} : { placeholder_job_id: placeholder }),
      ...(action === 'rename' && live ? { renamed_from: live.name } : {}),
    };
  });
}

/** The intent to do something with these flows. `now` and `until`, when the run's time is up, are ms since 1970. */
export function intentOf(
  flows: NewIntent['flows'],
  facts: RunFacts,
  id: string,
  now: number,
  until: number,
): NewIntent {
  return {
    schema: 1,
    intent_id: id,
    environment: facts.environment,
    run_id: facts.runId,
    attempt: facts.attempt,
    ...(facts.shard ? { shard: facts.shard } : {}),
    run_url: facts.runUrl,
    actor: facts.actor,
    commit: facts.commit,
    started: new Date(now).toISOString(),
    expires: new Date(until + GRACE_MS).toISOString(),
    flows,
  };
}
