import { releaseName } from '../audit/names.ts';
import type { AuditRecord } from '../audit/record.ts';
import type { End } from '../release/act.ts';
import type { RequestedRollback } from '../rollback/on-demand.ts';
import type { Task } from '../task.ts';
import { entryOf, modeResult } from './new-result.ts';
import type { FlowResult, ModeResult } from './result.ts';

/** What a rollback came to, and where it is recorded. */
export interface RolledBack {
  readonly end: End<AuditRecord['status']>;
  readonly records: readonly AuditRecord[];
  readonly auditCommit: string;
}

/** The result of a rollback on demand. Without `done` the version was live already. */
export function rollbackResult(
  { known, live, target }: RequestedRollback,
  done: RolledBack | undefined,
  { facts, notices }: Pick<Task<unknown>, 'facts' | 'notices'>,
): ModeResult {
  const version = live.published?.id;
  const status: FlowResult['status'] = done?.end.status ?? 'unchanged';
  const detail = done?.end.detail ?? `version ${version ?? 'none'} is live already`;
  const record = done?.records[0];
  return modeResult({
    result: status === 'success' || status === 'unchanged' ? status : 'failure',
    verdict: `Rollback of "${known.flow_name}" in ${facts.environment}: ${detail}`,
    notices,
    flows: [
      entryOf({
        manifest: known.manifest,
        name: known.flow_name,
        type: known.flow_type,
        id: known.flow_id,
        action: 'rollback',
        status,
        detail,
        release: target.release ? releaseName(target.release) : undefined,
        versionBefore: version,
        version: done ? done.end.version : version,
        latencyMs: record?.latency_ms ?? undefined,
        auditId: record?.audit_id,
      }),
    ],
    records: done?.records ?? [],
    auditCommit: done?.auditCommit,
  });
}
