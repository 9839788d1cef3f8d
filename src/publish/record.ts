import type { Intent, IntentFlow } from '../audit/intent.ts';
import type { PublishedFlow } from '../audit/published-state.ts';
import { type AuditRecord, type RecordStatus, type RunFacts, recordText } from '../audit/record.ts';
import { isLocalRun } from '../audit/run-id.ts';
import type { VersionMatrix } from '../manifest/manifest.ts';
import { acts } from '../plan/plan.ts';
import type { Outcome } from './outcome.ts';

/** The audit record of one outcome; undefined for a flow that was not touched at all. */
export function toRecord(
  outcome: Outcome,
  facts: RunFacts,
  region: string,
  id: string,
  now: number,
): AuditRecord | undefined {
  const { planned, status } = outcome;
  const { publishable, action } = planned;
  if (status === 'skipped' || !acts(action)) return undefined;
  return {
    ...common(facts, region, id, now),
    flow_id: outcome.flowId,
    flow_name: publishable.graph.name,
    flow_type: publishable.graph.type.api,
    action,
    status,
    latency_ms: outcome.latencyMs ?? null,
    job_ms: outcome.jobMs ?? null,
    version_matrix: publishable.manifest.version ?? null,
    rollback_trigger: recordText(outcome.rollbackTrigger),
    overwrites: recordText(planned.overwrites),
    undoes: null,
    platform_version_before: outcome.versionBefore ?? null,
    platform_version_after: outcome.versionAfter ?? null,
    content_digest: publishable.digest,
    manifest: publishable.manifest.file,
  };
}

/** The record of a flow that an interrupted run changed: commit and actor are those of that run, beside those of `me`. */
export function toRecovered(
  flow: IntentFlow,
  found: { flowId: string; version: string | null; status: RecordStatus; trigger: string | null },
  { intent, me }: { readonly intent: Intent; readonly me: RunFacts },
  id: string,
  now: number,
): AuditRecord {
  const { environment, commit, actor, run_id: runId, run_url: runUrl, attempt } = intent;
  return {
    ...common({ environment, commit, actor, runId, runUrl, attempt }, flow.region, id, now),
    recovered_by: {
      commit: me.commit,
      actor: me.actor,
      run_id: me.runId,
      run_url: me.runUrl,
      attempt: me.attempt,
    },
    flow_id: found.flowId,
    flow_name: flow.flow_name,
    flow_type: flow.flow_type,
    action: flow.rollback ? 'rollback' : 'recover',
    status: found.status,
    latency_ms: null,
    version_matrix: flow.version_matrix,
    rollback_trigger: flow.rollback ? 'requested' : recordText(found.trigger),
    ...(flow.rollback && flow.target_version !== undefined ? { restored_version: flow.target_version } : {}),
    undoes: null,
    platform_version_before: flow.base_version,
    platform_version_after: found.version,
    content_digest: flow.content_digest,
    manifest: flow.manifest,
  };
}

/** The record of a flow whose intent was discarded: what is live of it is not known here. */
export function toDiscarded(
  flow: IntentFlow,
  runs: { readonly intent: Intent; readonly me: RunFacts },
  id: string,
  now: number,
): AuditRecord {
  const found = {
    flowId: flow.flow_id,
    version: null,
    status: 'failure' as const,
    trigger: 'intent discarded',
  };
  return toRecovered(flow, found, runs, id, now);
}

/** A requested rollback, and how it ended. */
export interface Rollback {
  readonly known: PublishedFlow;
  /** The version that it goes to, with its release version and the digest of its content. */
  readonly target: {
    readonly version: string;
    readonly release: VersionMatrix | null;
    readonly digest: string;
  };
  readonly before: string | null;
  readonly after: string | null;
  readonly status: RecordStatus;
  readonly latencyMs: number | null;
  readonly overwrites: string | null;
}

/** The audit record of a rollback, which names the record that it undoes. */
export function rollbackRecord(rollback: Rollback, facts: RunFacts, id: string, now: number): AuditRecord {
  const { known, target } = rollback;
  return {
    ...common(facts, known.region, id, now),
    flow_id: known.flow_id,
    flow_name: known.flow_name,
    flow_type: known.flow_type,
    action: 'rollback',
    status: rollback.status,
    latency_ms: rollback.latencyMs,
    version_matrix: target.release,
    rollback_trigger: 'requested',
    overwrites: recordText(rollback.overwrites),
    undoes: known.audit_id === '' ? null : known.audit_id,
    platform_version_before: rollback.before,
    platform_version_after: rollback.after,
    content_digest: target.digest,
    restored_version: target.version,
    manifest: known.manifest,
  };
}

function common(facts: Omit<RunFacts, 'shard'>, region: string, id: string, now: number) {
  return {
    schema: 1,
    event: 'genesys_flow_deploy',
    source: isLocalRun(facts.runId) ? 'cli' : 'action',
    audit_id: id,
    timestamp: new Date(now).toISOString(),
    environment: facts.environment,
    region,
    commit: facts.commit,
    actor: facts.actor,
    run_id: facts.runId,
    run_url: facts.runUrl,
    attempt: facts.attempt,
    job_ms: null,
    overwrites: null,
  } as const;
}
