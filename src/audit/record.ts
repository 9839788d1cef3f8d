import type { VersionMatrix } from '../manifest/manifest.ts';
import type { IntentShard } from './intent.ts';

/** What was done to a flow. */
export type RecordAction =
  | 'create'
  | 'update'
  | 'restore'
  | 'rename'
  | 'republish'
  | 'recover'
  | 'rollback'
  | 'adopt';

/** How it ended. `pending`: the publish job still ran at the deadline of the step. */
export type RecordStatus = 'success' | 'failure' | 'rolled_back' | 'rollback_failed' | 'conflict' | 'pending';

/** One entry of the audit log: what was published, by whom, from what, and how it ended. */
export interface AuditRecord {
  readonly schema: 1;
  readonly event: 'genesys_flow_deploy';
  /** `cli`: a run of the command line, by the person whose token made the commit. */
  readonly source: 'action' | 'cli';
  readonly audit_id: string;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  readonly environment: string;
  readonly region: string;
  readonly flow_id: string;
  readonly flow_name: string;
  /** API spelling, such as `INBOUNDCALL`. */
  readonly flow_type: string;
  readonly action: RecordAction;
  readonly status: RecordStatus;
  /** From the start of the publish to verified live; null where it never was. */
  readonly latency_ms: number | null;
  /** About how long the platform's job took, as it was found ended, or null. */
  readonly job_ms: number | null;
  readonly version_matrix: VersionMatrix | null;
  /** Why the flow was rolled back, or null. */
  readonly rollback_trigger: string | null;
  /** Changes of another user that were overwritten (`on-conflict: overwrite`), in one line, or null. */
  readonly overwrites: string | null;
  /** The audit id of what a rollback undoes, or null. */
  readonly undoes: string | null;
  readonly platform_version_before: string | null;
  readonly platform_version_after: string | null;
  /** Of a rollback: the earlier version whose content is live again, maybe under a new number; else null. Absent in old records. */
  readonly restored_version?: string | null;
  /** SHA-256 of the Architect YAML that was uploaded. */
  readonly content_digest: string;
  /** SHA-256 of the snapshot of what this publish left live; null or absent where none was kept. */
  readonly snapshot_digest?: string | null;
  readonly manifest: string;
  readonly commit: string;
  readonly actor: string;
  readonly run_id: number;
  readonly run_url: string;
  readonly attempt: number;
  /** The run that recovered the interrupted run of this record; absent in others. */
  readonly recovered_by?: RecoveringRun;
}

/** A run that recovered an interrupted one. */
export interface RecoveringRun {
  readonly commit: string;
  readonly actor: string;
  readonly run_id: number;
  readonly run_url: string;
  readonly attempt: number;
}

/** What all records of one run have in common. */
export interface RunFacts {
  readonly environment: string;
  readonly commit: string;
  readonly actor: string;
  readonly runId: number;
  readonly runUrl: string;
  readonly attempt: number;
  /** The shard that this job publishes; undefined if it publishes all flows. */
  readonly shard?: IntentShard | undefined;
}

/** Characters of a free text in a record; its schema allows some more. */
const MOST_TEXT = 4000;

/** A free text of a record, cut where it is too long to be one. */
export function recordText(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT).toWellFormed()}…` : text.toWellFormed();
}
