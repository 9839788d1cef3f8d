import type { Intent } from '../audit/ledger.ts';
import type { RunFacts } from '../audit/record.ts';
import type { Region } from '../manifest/region.ts';
import type { PlannedFlow } from '../plan/plan.ts';

/** After the end of a run's time, how long its intent still holds off others. */
const GRACE_MS = 5 * 60_000;

/** What a run writes down before it touches anything. `now` and `until` are ms since 1970. */
export function makeIntent(
  flows: readonly PlannedFlow[],
  facts: RunFacts,
  region: Region,
  id: string,
  now: number,
  until: number,
): Intent {
  const list = flows.map(({ candidate, live }) => ({
    key: candidate.key,
    flow_id: live?.id ?? '',
    flow_name: candidate.graph.name,
    flow_type: candidate.graph.type.api,
    region: region.name,
    manifest: candidate.manifest.file,
    content_digest: candidate.digest,
    base_version: live?.published?.id ?? null,
    version_matrix: candidate.manifest.version ?? null,
  }));
  return intentOf(list, facts, id, now, until);
}

/** The intent to do something with these flows. */
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
