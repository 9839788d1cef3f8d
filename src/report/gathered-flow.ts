import type { IntentFlow } from '../audit/intent.ts';
import type { PublishedFlow } from '../audit/published-state.ts';
import type { AuditRecord } from '../audit/record.ts';
import type { PlannedFlow, PublishableFlow } from '../plan/plan.ts';
import type { FlowResult } from './result.ts';

/** What the audit log says after a run that published in shards. */
export interface Gathered {
  /** The records of this run, by the path of the manifest. */
  readonly records: ReadonlyMap<string, AuditRecord>;
  /** Flows of intents that are still open, by key. */
  readonly open: ReadonlyMap<string, IntentFlow>;
  /** True if a newer commit was published of the flow. */
  readonly isSuperseded: (known: PublishedFlow) => boolean;
}

type Entry = Pick<FlowResult, 'status' | 'detail'> &
  Partial<Pick<FlowResult, 'version' | 'versionBefore' | 'latencyMs' | 'auditId' | 'id'>>;

/**
 * How the publish of one flow ended, by the audit log alone. `planned`: what the log knows of it, if nothing needs to be done about
 * it any more.
 */
export function gatheredFlow(
  publishable: PublishableFlow,
  known: PublishedFlow | undefined,
  planned: PlannedFlow | undefined,
  { records, open, isSuperseded }: Gathered,
): Entry {
  const record = records.get(publishable.manifest.file);
  const id = known?.flow_id ?? record?.flow_id ?? publishable.manifest.flowId;
  if (open.has(publishable.key)) {
    const detail = 'the job that publishes it was interrupted; the next publish finds out what is live';
    return { id, status: 'pending', detail };
  }
  if (planned && known) return { id, ...standing(planned, known, record) };
  if (record && record.status !== 'success') return { id, ...notLive(record) };
  if (known && isSuperseded(known)) {
    return { id, status: 'superseded', detail: `a newer commit, ${known.commit.slice(0, 7)}, was published` };
  }
  return { id, status: 'skipped', detail: 'no job of this run published it' };
}

/** A flow that is as its file says, or is held; `record` is of this run. */
function standing(
  { action, reason }: PlannedFlow,
  known: PublishedFlow,
  record: AuditRecord | undefined,
): Entry {
  const said = {
    detail: reason,
    version: known.platform_version ?? undefined,
    auditId: known.audit_id,
  };
  if (action === 'held') return { ...said, status: 'held' };
  if (record?.audit_id !== known.audit_id) return { ...said, status: 'unchanged' };
  return {
    ...said,
    status: record.action === 'adopt' ? 'adopted' : 'success',
    versionBefore: record.platform_version_before ?? undefined,
    latencyMs: record.latency_ms ?? undefined,
  };
}

/** A flow whose publish of this run did not go live. */
function notLive(record: AuditRecord): Entry {
  return {
    status: record.status,
    detail: record.rollback_trigger ?? 'the job that published it says why',
    version: record.platform_version_after ?? undefined,
    versionBefore: record.platform_version_before ?? undefined,
    auditId: record.audit_id,
  };
}
