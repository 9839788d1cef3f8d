import type { VersionMatrix } from '../manifest/manifest.ts';
import type { ExternalRecord } from './external.ts';
import type { IntentShard } from './intent.ts';
import type { AuditRecord } from './record.ts';

/** An entry of the audit log: what this action did, or what another system reported. */
export type LogRecord = AuditRecord | ExternalRecord;

/** What was last published of one flow in one environment. */
export interface PublishedFlow {
  readonly flow_id: string;
  readonly flow_name: string;
  readonly flow_type: string;
  readonly region: string;
  readonly manifest: string;
  readonly content_digest: string;
  readonly platform_version: string | null;
  readonly version_matrix: VersionMatrix | null;
  readonly commit: string;
  readonly audit_id: string;
  readonly timestamp: string;
  /** Digests that were released, by release version; the newest releases only. */
  readonly releases: Readonly<Record<string, string>>;
  /** How long its last publish job took, in ms. */
  readonly job_ms: number | null;
  /** Versions that were live, oldest first; the newest 100 only. */
  readonly history: readonly Published[];
  /** Content that was rolled back since the last publish, as `contentOf` names it. It is not published again by itself. */
  readonly held: readonly string[];
  /** SHA-256 of the snapshot of what its last publish left live; null where none was kept. */
  readonly snapshot_digest: string | null;
}

/** A version of a flow that was live. */
export interface Published {
  readonly platform_version: string;
  readonly release: VersionMatrix | null;
  /** Empty for a version that this action did not publish. */
  readonly content_digest: string;
  readonly audit_id: string;
  /** Of a rollback: the version whose content this is, which may have another number. */
  readonly restores?: string;
}

/** Identifies the content of a version: its digest, or the platform version that first had it if this action did not publish it. */
export function contentOf({
  content_digest,
  platform_version,
  restores,
}: Pick<Published, 'content_digest' | 'platform_version' | 'restores'>): string {
  return content_digest === '' ? `version ${restores ?? platform_version}` : content_digest;
}

/** What was last published to one environment: a view of its records, which plan and publish compare with. */
export interface PublishedState {
  readonly schema: 1;
  readonly environment: string;
  /** By `TYPE/name`. */
  readonly flows: Readonly<Record<string, PublishedFlow>>;
  /** The records of the last commit, or of the last fan-out. The next run creates their missing deployments. */
  readonly last_records: readonly LastRecord[];
  /** SHA-256 of the file of the intent that was closed last. */
  readonly last_intent?: string;
  /** The fan-out whose shards wrote the last records; absent if a run without shards did. */
  readonly last_fan_out?: string;
  /** The commit of the audit branch at which a user accepted the state, by `expected-head`. */
  readonly accepted?: string;
}

/** A record that the state names, and the SHA-256 of its file. */
export interface LastRecord {
  readonly path: string;
  readonly sha256: string;
}

/** Paths on the audit branch. */
export const AUDIT_PATHS = {
  state: (environment: string) => `state/${environment}.json`,
  /** The folder of the open intents of all environments. */
  intents: 'intents',
  intent: (environment: string, shard?: Pick<IntentShard, 'index' | 'of'>) =>
    shard ? `intents/${environment}.${shard.index}-of-${shard.of}.json` : `intents/${environment}.json`,
  live: (environment: string, flowId: string) => `live/${environment}/${flowId}.yaml`,
  record: (record: LogRecord) =>
    `records/${record.environment}/${record.timestamp.slice(0, 10)}-${record.audit_id}.json`,
};

/** The text of a file on the audit branch. */
export function serialize(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The state of a flow that this action never published. */
export function unpublishedState(
  flow: { readonly id: string; readonly name: string; readonly type: string },
  live: string | undefined,
  more: Partial<PublishedFlow> = {},
): PublishedFlow {
  return {
    flow_id: flow.id,
    flow_name: flow.name,
    flow_type: flow.type,
    region: '',
    manifest: '',
    content_digest: '',
    platform_version: live ?? null,
    version_matrix: null,
    commit: '',
    audit_id: '',
    timestamp: '',
    releases: {},
    job_ms: null,
    history: [],
    held: [],
    snapshot_digest: null,
    ...more,
  };
}
