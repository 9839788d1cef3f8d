import { createHash, randomUUID } from 'node:crypto';
import type { AuditRecord } from '../../src/audit/record.ts';

/** The digest of a content, and the id of a flow, that stand for a text. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
export const flowIdOf = (text: string): string =>
  digestOf(text).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

/** A record of a flow that went live. */
export const record = (name: string, more: Partial<AuditRecord> = {}): AuditRecord => ({
  schema: 1,
  event: 'genesys_flow_deploy',
  source: 'action',
  audit_id: randomUUID(),
  timestamp: '2026-01-01T00:00:00.000Z',
  environment: 'default',
  region: 'us-east-1',
  flow_id: flowIdOf(name),
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
  content_digest: digestOf(`digest-${name}`),
  manifest: `${name}.flow.json`,
  commit: 'c'.repeat(40),
  actor: 'a',
  run_id: 1,
  run_url: 'https://github.com/run/1',
  attempt: 1,
  ...more,
});
