import type { Intent, IntentFlow } from '../audit/ledger.ts';
import type { RunFacts } from '../audit/record.ts';
import type { Region } from '../manifest/region.ts';
import type { PlannedFlow } from '../plan/plan.ts';
import type { Tickets } from './tickets.ts';

/** After the end of a run's time, how long its intent still holds off others. */
const GRACE_MS = 5 * 60_000;

/** What a run writes down of its flows before it touches anything, the jobs that were registered for them included. */
export function intentFlows(
  flows: readonly PlannedFlow[],
  region: Region,
  tickets: Pick<Tickets, 'id'>,
  atomic: boolean,
): IntentFlow[] {
  return flows.map(({ candidate, live, intention }) => {
    const [job, stub] = [tickets.id(candidate.key), tickets.id(candidate.key, 'stub')];
    return {
      key: candidate.key,
      flow_id: live?.id ?? '',
      flow_name: candidate.graph.name,
      flow_type: candidate.graph.type.api,
      region: region.name,
      manifest: candidate.manifest.file,
      content_digest: candidate.digest,
      base_version: live?.published?.id ?? null,
      version_matrix: candidate.manifest.version ?? null,
      rollback_on_fail: atomic || candidate.manifest.rollbackOnFail,
      ...(job === undefined ? {} : { job_id: job }),
      ...(stub === undefined ? {} : { stub_job_id: stub }),
      ...(intention === 'rename' && live ? { renamed_from: live.name } : {}),
    };
  });
}

/** The intent to do something with these flows. `now` and `until`, when the run's time is up, are ms since 1970. */
export function intentOf(
  flows: Intent['flows'],
  facts: RunFacts,
  id: string,
  now: number,
  until: number,
): Intent {
  return {
    schema: 1,
    intent_id: id,
    environment: facts.environment,
    run_id: facts.runId,
    attempt: facts.attempt,
    run_url: facts.runUrl,
    actor: facts.actor,
    commit: facts.commit,
    started: new Date(now).toISOString(),
    expires: new Date(until + GRACE_MS).toISOString(),
    flows,
  };
}
