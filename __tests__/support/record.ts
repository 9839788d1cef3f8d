import { randomUUID } from 'node:crypto';
import type { AuditRecord } from '../../src/audit/record.ts';

/** A record of a flow that went live. */
export const record = (name: string, more: Partial<AuditRecord> = {}): AuditRecord => ({
  schema: 1,
  event: 'genesys_flow_deploy',
  source: 'action',
  audit_id: randomUUID(),
  timestamp: '2026-01-01T00:00:00.000Z',
  environment: 'default',
  region: 'us-east-1',
  flow_id: `id-${name}`,
  flow_name: name,
  flow_type: 'INBOUNDCALL',
  action: 'create',
  status: 'success',
  latency_ms: 1,
  job_ms: null,
  version_matrix: { major: 1, minor: 0, patch: 0 },
  rollback_trigger: null,
  overwrites: null,
  undoes: null,
  platform_version_before: null,
  platform_version_after: '1.0',
  content_digest: `digest-${name}`,
  manifest: `${name}.flow.json`,
  commit: 'c',
  actor: 'a',
  run_id: 1,
  run_url: '',
  attempt: 1,
  ...more,
});
