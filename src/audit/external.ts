import { ActionError } from '../errors.ts';
import { DISPATCH_TYPE } from '../event/event.ts';
import type { VersionMatrix } from '../manifest/manifest.ts';
import { readVersion } from '../manifest/version.ts';
import { dictionary } from '../source/data.ts';
import type { RunFacts } from './record.ts';

/** A deployment that something else than this action did, as it told it. It never counts for what is published. */
export interface ExternalRecord {
  readonly schema: 1;
  readonly event: 'genesys_flow_deploy';
  readonly source: 'external';
  readonly audit_id: string;
  /** When it was recorded: ISO 8601, UTC. */
  readonly timestamp: string;
  readonly environment: string;
  readonly flow_id: string;
  readonly flow_name: string;
  readonly action: string;
  readonly status: string;
  readonly version_matrix: VersionMatrix | null;
  readonly rollback_trigger: string | null;
  /** When it happened, as the event says. */
  readonly reported_timestamp: string | null;
  /** Its id in the system that told it. */
  readonly reported_audit_id: string | null;
  readonly latency_ms: number | null;
  readonly commit: string;
  readonly actor: string;
  readonly run_id: number;
  readonly run_url: string;
  readonly attempt: number;
}

const STATUSES = [
  'synced',
  'success',
  'failure',
  'rolled_back',
  'rollback_failed',
  'conflict',
  'pending',
  'unchanged',
];
const FIELDS = [
  'event',
  'flow_id',
  'flow_name',
  'action',
  'status',
  'version_matrix',
  'version',
  'rollback_trigger',
  'timestamp',
  'audit_id',
  'latency_ms',
  'environment',
];

/**
 * Reads the payload of a `repository_dispatch` event, which anybody with write access can send, into a record. Throws one
 * `ActionError` that names everything that is wrong with it; nothing of it is taken that was not checked.
 */
export function readDispatch(payload: unknown, facts: RunFacts, id: string, now: number): ExternalRecord {
  const faults: string[] = [];
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw refused(['it is no map']);
  }
  const given = dictionary(payload);
  for (const name of Object.keys(given)) {
    if (!FIELDS.includes(name)) faults.push(`the field ${JSON.stringify(name.slice(0, 60))} is not known`);
  }
  const text = (name: string, pattern: RegExp, what: string, needed = false): string | null => {
    const value = given[name];
    if (value === undefined || value === null) {
      if (needed) faults.push(`"${name}" is missing: ${what}`);
      return null;
    }
    if (typeof value === 'string' && pattern.test(value)) return value;
    faults.push(`"${name}" must be ${what}`);
    return null;
  };
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  const flowId = text('flow_id', uuid, 'the id of a flow', true) ?? '';
  const action = text('action', /^[a-z][a-z_]{0,39}$/, 'a word such as update or rollback', true) ?? '';
  const status = text('status', /./, 'a text', true) ?? '';
  if (status !== '' && !STATUSES.includes(status))
    faults.push(`"status" must be one of ${STATUSES.join(', ')}`);
  text('event', /^genesys_flow_deploy$/, DISPATCH_TYPE);
  const environment = text('environment', /^[a-z0-9-]{1,40}$/, '1 to 40 of a-z, 0-9 and the dash');
  if (environment !== null && environment !== facts.environment) {
    faults.push(
      `"environment" is ${environment}, and the input "environment" of this step ${facts.environment}`,
    );
  }
  const latency = given.latency_ms ?? null;
  if (latency !== null && !(Number.isSafeInteger(latency) && Number(latency) >= 0))
    faults.push('"latency_ms" must be a whole number of milliseconds');
  const record: ExternalRecord = {
    schema: 1,
    event: DISPATCH_TYPE,
    source: 'external',
    audit_id: id,
    timestamp: new Date(now).toISOString(),
    environment: facts.environment,
    flow_id: flowId,
    flow_name: text('flow_name', /^[^\p{Cc}]{1,200}$/u, 'a text of one line') ?? '',
    action,
    status,
    version_matrix: version(given.version_matrix ?? given.version, faults),
    rollback_trigger: text('rollback_trigger', /^[^\p{Cc}]{1,500}$/u, 'a text of one line'),
    reported_timestamp: time(
      text(
        'timestamp',
        /^\d{4}-\d\d-\d\dT[\d:.]{5,16}(Z|[+-]\d\d:\d\d)$/,
        'a time such as 2026-01-31T12:00:00Z',
      ),
      faults,
    ),
    reported_audit_id: text('audit_id', /^[\w.:-]{1,100}$/, 'an id of letters, digits and ._:-'),
    latency_ms: latency === null ? null : Number(latency),
    commit: facts.commit,
    actor: facts.actor,
    run_id: facts.runId,
    run_url: facts.runUrl,
    attempt: facts.attempt,
  };
  if (faults.length > 0) throw refused(faults);
  return record;
}

function version(value: unknown, faults: string[]): VersionMatrix | null {
  if (value === undefined || value === null) return null;
  const read = readVersion(value);
  if (read && Object.keys(read).length === 3) return read;
  faults.push(
    '"version_matrix" must be {"major": 1, "minor": 0, "patch": 0}, whole numbers, and nothing else',
  );
  return null;
}

function time(value: string | null, faults: string[]): string | null {
  if (value === null) return null;
  const at = Date.parse(value);
  if (!Number.isNaN(at)) return new Date(at).toISOString();
  faults.push('"timestamp" is no time');
  return null;
}

function refused(faults: readonly string[]): ActionError {
  return new ActionError(
    `the client_payload of the event cannot be recorded: ${faults.slice(0, 20).join('; ')}`,
    `It needs flow_id, action and status; allowed are ${FIELDS.join(', ')}. Nothing was recorded.`,
  );
}
