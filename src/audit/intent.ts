import type { VersionMatrix } from '../manifest/manifest.ts';

/** One flow that a run is about to change. */
export interface IntentFlow {
  readonly key: string;
  /** Empty for a flow that is new. */
  readonly flow_id: string;
  readonly flow_name: string;
  readonly flow_type: string;
  readonly region: string;
  readonly manifest: string;
  readonly content_digest: string;
  readonly base_version: string | null;
  readonly version_matrix: VersionMatrix | null;
  /** The flow is rolled back to an earlier version. */
  readonly rollback?: boolean;
  /** The platform version that it is rolled back to: on demand, or because its publish failed. */
  readonly target_version?: string;
  /** The publish job of the flow; the next run asks how it ended. */
  readonly job_id?: string;
  /** The job that publishes its placeholder first. */
  readonly placeholder_job_id?: string;
  /** The job that publishes an export of `target_version`, where that version could not be published itself. */
  readonly rollback_job_id?: string;
  /** The version that was live when that job was registered, or `none`. */
  readonly rollback_from?: string;
  /** Its name in the org, where the publish renames it. */
  readonly renamed_from?: string;
  /** False: a version that went live although its publish failed stays live. */
  readonly rollback_on_fail?: boolean;
}

/** One of the jobs in which a run publishes its flows at the same time. */
export interface IntentShard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
  /** SHA-256 of the run and of the shard of each flow. Two shards with the same value have no flow in common. */
  readonly fan_out: string;
}

/** The run that recovers an interrupted one. */
export interface Claim {
  readonly run_id: number;
  readonly attempt: number;
  /** The index of the shard that recovers; absent for a run without shards. */
  readonly shard?: number;
  readonly run_url: string;
  readonly expires: string;
}

/** What a run is about to do. While it is open, no other run publishes to this environment, except other shards of the run. */
export interface NewIntent {
  readonly schema: 1;
  readonly intent_id: string;
  readonly environment: string;
  readonly run_id: number;
  readonly attempt: number;
  /** The shard of the run that wrote it; absent for a run without shards. */
  readonly shard?: IntentShard;
  readonly run_url: string;
  readonly actor: string;
  readonly commit: string;
  readonly started: string;
  /** After this time the run counts as ended, even if GitHub does not say so. */
  readonly expires: string;
  /** In the order in which they are published. */
  readonly flows: readonly IntentFlow[];
  /** True: all flows go live, or each is rolled back to its `base_version`. */
  readonly atomic?: boolean;
  /** The digest of the plan of the input `plan-digest`; absent without one. */
  readonly plan_digest?: string;
  /** Why all flows are rolled back: the rollback of an atomic run has begun. */
  readonly rolling_back?: string;
  readonly recovering?: Claim;
}

/** An intent as it stands on the audit branch. */
export interface Intent extends NewIntent {
  /** The parent commit of its first version, so that an old intent cannot be written again later. */
  readonly begun_on: string;
  /** 1 for the first version, one more for each update. */
  readonly sequence: number;
}

/** The longest time that a run may hold an intent, in ms: six hours of a job, and an hour for its end. */
export const MOST_LIFETIME_MS = 7 * 3_600_000;
