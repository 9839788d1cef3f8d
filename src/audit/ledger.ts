import { ActionError } from '../errors.ts';
import type { VersionMatrix } from '../manifest/manifest.ts';
import type { ExternalRecord } from './external.ts';
import type { AuditRecord } from './record.ts';

/** What the trail keeps: what this action did, and what it was told of. */
export type LedgerRecord = AuditRecord | ExternalRecord;

/** What was last published of one flow in one environment. */
export interface FlowState {
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
  /** What was live, in turn; the newest versions only. */
  readonly history: readonly Published[];
  /** What was rolled back since the last publish, as `contentOf` names it: it is not published again by itself. */
  readonly held: readonly string[];
}

/** A version of a flow that was live. */
export interface Published {
  readonly platform_version: string;
  readonly release: VersionMatrix | null;
  /** Empty for a version that was not published from here. */
  readonly content_digest: string;
  readonly audit_id: string;
  /** Of a rollback: the version whose content this is, which may have another number. */
  readonly restores?: string;
}

/** What identifies the content of a version: its digest, or, where it was not published from here, the version it was first. */
export function contentOf({
  content_digest,
  platform_version,
  restores,
}: Pick<Published, 'content_digest' | 'platform_version' | 'restores'>): string {
  return content_digest === '' ? `version ${restores ?? platform_version}` : content_digest;
}

/** The view of all records of one environment that a publish goes by. */
export interface LedgerState {
  readonly schema: 1;
  readonly environment: string;
  /** By `TYPE/name`. */
  readonly flows: Readonly<Record<string, FlowState>>;
  /** Paths of the records that were written last: the next run makes sure that their deployments were made. */
  readonly last_records: readonly string[];
}

/** One flow that a run is about to touch. */
export interface IntentFlow {
  readonly key: string;
  readonly flow_id: string;
  readonly flow_name: string;
  readonly flow_type: string;
  readonly region: string;
  readonly manifest: string;
  readonly content_digest: string;
  readonly base_version: string | null;
  readonly version_matrix: VersionMatrix | null;
  /** The flow is to go back to an earlier version. */
  readonly rollback?: boolean;
  /** The platform's version that it goes back to: by a rollback, or because its publish failed. */
  readonly target_version?: string;
  /** The publish job that was registered for it, which the next run asks what came of it. */
  readonly job_id?: string;
  /** The job that first makes a placeholder of it, which it then fills. */
  readonly placeholder_job_id?: string;
  /** The job that publishes an export of `target_version`, where that version could not be published itself. */
  readonly rollback_job_id?: string;
  /** The version that was live when that job was registered, or `none`. */
  readonly rollback_from?: string;
  /** The name that it has in the org, where the publish gives it another one. */
  readonly renamed_from?: string;
  /** False: a version that went live although its publish failed stays. */
  readonly rollback_on_fail?: boolean;
}

/** What a run is about to do; while it stands, no other run publishes in this environment. */
export interface Intent {
  readonly schema: 1;
  readonly intent_id: string;
  readonly environment: string;
  readonly run_id: number;
  readonly attempt: number;
  readonly run_url: string;
  readonly actor: string;
  readonly commit: string;
  readonly started: string;
  /** After this time the run cannot be going any more, even if GitHub does not tell. */
  readonly expires: string;
  /** In the order in which they are published. */
  readonly flows: readonly IntentFlow[];
  /** All flows go live, or each goes back to its `base_version`. */
  readonly atomic?: boolean;
  /** Why all flows go back: the rollback of an atomic run has begun. */
  readonly rolling_back?: string;
  /** The run that is finding out what this one left behind. */
  readonly recovering?: {
    readonly run_id: number;
    readonly attempt: number;
    readonly run_url: string;
    readonly expires: string;
  };
}

/** Paths on the audit branch. */
export const LEDGER = {
  state: (environment: string) => `state/${environment}.json`,
  intent: (environment: string) => `intents/${environment}.json`,
  live: (environment: string, flowId: string) => `live/${environment}/${flowId}.yaml`,
  record: (record: LedgerRecord) =>
    `records/${record.environment}/${record.timestamp.slice(0, 10)}-${record.audit_id}.json`,
};

/** The text of a file on the audit branch. */
export function serialize(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Reads a state file; none means that nothing was ever published. Throws an `ActionError` if it is no state. */
export function parseState(text: string | undefined, environment: string): LedgerState {
  if (text === undefined) return { schema: 1, environment, flows: {}, last_records: [] };
  const value = parse(text, LEDGER.state(environment));
  if (value.schema !== 1 || typeof value.flows !== 'object' || value.flows === null)
    throw unreadable(LEDGER.state(environment));
  const flows: Record<string, FlowState> = Object.create(null);
  for (const [key, each] of Object.entries(value.flows as Record<string, FlowState>)) {
    if (typeof each?.content_digest !== 'string' || typeof each.commit !== 'string')
      throw unreadable(LEDGER.state(environment));
    flows[key] = {
      ...each,
      releases: each.releases ?? {},
      job_ms: each.job_ms ?? null,
      history: each.history ?? [],
      held: each.held ?? [],
    };
  }
  return { schema: 1, environment, flows, last_records: lastRecords(value.last_records, environment) };
}

function lastRecords(value: unknown, environment: string): string[] {
  if (!Array.isArray(value)) return [];
  const name = /^records\/([a-z0-9-]+)\/\d{4}-\d\d-\d\d-[\w-]+\.json$/;
  return value.filter(
    (path: unknown): path is string => typeof path === 'string' && name.exec(path)?.[1] === environment,
  );
}

/** Reads an intent file; undefined if there is none. Throws an `ActionError` if it is no intent. */
export function parseIntent(text: string | undefined, environment: string): Intent | undefined {
  if (text === undefined) return undefined;
  const value = parse(text, LEDGER.intent(environment));
  if (!isIntent(value)) throw unreadable(LEDGER.intent(environment));
  return value;
}

function isIntent(value: object): value is Intent {
  const intent = value as Partial<Intent>;
  const texts = [
    intent.intent_id,
    intent.environment,
    intent.run_url,
    intent.actor,
    intent.commit,
    intent.expires,
  ];
  return (
    intent.schema === 1 &&
    Number.isSafeInteger(intent.run_id) &&
    Number.isSafeInteger(intent.attempt) &&
    texts.every((text) => typeof text === 'string') &&
    ['boolean', 'undefined'].includes(typeof intent.atomic) &&
    ['string', 'undefined'].includes(typeof intent.rolling_back) &&
    Array.isArray(intent.flows) &&
    intent.flows.every((flow) => typeof flow?.key === 'string' && typeof flow.content_digest === 'string')
  );
}

function parse(text: string, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below, in the words of the ledger.
  }
  throw unreadable(path);
}

function unreadable(path: string): ActionError {
  return new ActionError(
    `the file ${path} on the audit branch cannot be read`,
    'Somebody changed it by hand. Put back the commit before on the audit branch; nothing was published.',
  );
}

/** What is known of a flow of the org that was never published from here. */
export function foreignState(
  flow: { readonly id: string; readonly name: string; readonly type: string },
  live: string | undefined,
  more: Partial<FlowState> = {},
): FlowState {
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
    ...more,
  };
}
