import type { IntentFlow } from '../audit/ledger.ts';
import type { AuditRecord, RecordAction, RunFacts } from '../audit/record.ts';
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
  if (status === 'skipped') return undefined;
  const { candidate } = planned;
  return {
    ...common(facts, region, id, now),
    flow_id: outcome.flowId,
    flow_name: candidate.graph.name,
    flow_type: candidate.graph.type.api,
    action: planned.intention as RecordAction,
    status,
    latency_ms: outcome.latencyMs ?? null,
    version_matrix: candidate.manifest.version ?? null,
    rollback_trigger: outcome.rollbackTrigger ?? null,
    platform_version_before: outcome.versionBefore ?? null,
    platform_version_after: outcome.versionAfter ?? null,
    content_digest: candidate.digest,
    manifest: candidate.manifest.file,
  };
}

/** The record of a flow that a run published before it broke off. */
export function toRecovered(
  flow: IntentFlow,
  found: { flowId: string; version: string },
  facts: RunFacts,
  id: string,
  now: number,
): AuditRecord {
  return {
    ...common(facts, flow.region, id, now),
    flow_id: found.flowId,
    flow_name: flow.flow_name,
    flow_type: flow.flow_type,
    action: 'recover',
    status: 'success',
    latency_ms: null,
    version_matrix: flow.version_matrix,
    rollback_trigger: null,
    platform_version_before: flow.base_version,
    platform_version_after: found.version,
    content_digest: flow.content_digest,
    manifest: flow.manifest,
  };
}

function common(facts: RunFacts, region: string, id: string, now: number) {
  return {
    schema: 1,
    event: 'genesys_flow_deploy',
    source: 'action',
    audit_id: id,
    timestamp: new Date(now).toISOString(),
    environment: facts.environment,
    region,
    commit: facts.commit,
    actor: facts.actor,
    run_id: facts.runId,
    run_url: facts.runUrl,
    attempt: facts.attempt,
  } as const;
}
