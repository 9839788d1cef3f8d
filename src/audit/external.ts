import { ActionError } from '../errors.ts';
import { DISPATCH_TYPE } from '../event/event.ts';
import type { VersionMatrix } from '../manifest/manifest.ts';
import { readVersion } from '../manifest/version.ts';
import { type Dictionary, dictionary } from '../source/data.ts';
import type { RunFacts } from './record.ts';

/** A deployment that another system made and reported. It never changes the published state. */
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
  /** Its id in the system that reported it. */
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

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]{5,16}(Z|[+-]\d\d:\d\d)$/;
const ONE_LINE = 'a string of one line';

/**
 * Reads the payload of a `repository_dispatch` event, which every user with write access can send, into a record. Checks each
 * field. Throws one `ActionError` that lists everything that is wrong.
 */
export function readDispatch(payload: unknown, facts: RunFacts, id: string, now: number): ExternalRecord {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw refused(['it must be an object']);
  }
  const fields = new Fields(dictionary(payload));
  const flowId = fields.text('flow_id', UUID, 'the id of a flow (a UUID)', true) ?? '';
  const action =
    fields.text('action', /^[a-z][a-z_]{0,39}$/, 'a word such as update or rollback', true) ?? '';
  const status = fields.status();
  fields.text('event', /^genesys_flow_deploy$/, DISPATCH_TYPE);
  fields.checkEnvironment(facts.environment);
  const latency = fields.latency();
  const record: ExternalRecord = {
    schema: 1,
    event: DISPATCH_TYPE,
    source: 'external',
    audit_id: id,
    timestamp: new Date(now).toISOString(),
    environment: facts.environment,
    flow_id: flowId,
    flow_name: fields.text('flow_name', /^[^\p{Cc}]{1,200}$/u, ONE_LINE) ?? '',
    action,
    status,
    version_matrix: fields.version(),
    rollback_trigger: fields.text('rollback_trigger', /^[^\p{Cc}]{1,500}$/u, ONE_LINE),
    reported_timestamp: fields.time(),
    reported_audit_id: fields.text(
      'audit_id',
      /^[\w.:-]{1,100}$/,
      'an id of letters, digits and the characters . _ : -',
    ),
    latency_ms: latency,
    commit: facts.commit,
    actor: facts.actor,
    run_id: facts.runId,
    run_url: facts.runUrl,
    attempt: facts.attempt,
  };
  if (fields.problems.length > 0) throw refused(fields.problems);
  return record;
}

/** The fields of a payload, and what is wrong with those that were read. */
class Fields {
  readonly problems: string[] = [];
  readonly #given: Dictionary;

  constructor(given: Dictionary) {
    this.#given = given;
    for (const name of Object.keys(given)) {
      if (!FIELDS.includes(name)) this.problems.push(`unknown field ${JSON.stringify(name.slice(0, 60))}`);
    }
  }

  text(name: string, pattern: RegExp, what: string, needed = false): string | null {
    const value = this.#given[name];
    if (value === undefined || value === null) {
      if (needed) this.problems.push(`"${name}" is missing: ${what}`);
      return null;
    }
    if (typeof value === 'string' && pattern.test(value)) return value;
    this.problems.push(`"${name}" must be ${what}`);
    return null;
  }

  status(): string {
    const status = this.text('status', /./, 'a string', true) ?? '';
    if (status !== '' && !STATUSES.includes(status))
      this.problems.push(`"status" must be one of ${STATUSES.join(', ')}`);
    return status;
  }

  checkEnvironment(own: string): void {
    const environment = this.text(
      'environment',
      /^[a-z0-9-]{1,40}$/,
      '1 to 40 of the characters a-z, 0-9 and -',
    );
    if (environment === null || environment === own) return;
    this.problems.push(`"environment" is ${environment}, and the input "environment" of this step ${own}`);
  }

  /** In milliseconds. */
  latency(): number | null {
    const latency = this.#given.latency_ms ?? null;
    if (latency === null) return null;
    if (!(Number.isSafeInteger(latency) && Number(latency) >= 0))
      this.problems.push('"latency_ms" must be a whole number of milliseconds');
    return Number(latency);
  }

  version(): VersionMatrix | null {
    const value = this.#given.version_matrix ?? this.#given.version;
    if (value === undefined || value === null) return null;
    const read = readVersion(value);
    if (read && Object.keys(read).length === 3) return read;
    this.problems.push(
      '"version_matrix" must be three whole numbers such as {"major": 1, "minor": 0, "patch": 0}',
    );
    return null;
  }

  time(): string | null {
    const value = this.text('timestamp', TIME, 'a time such as 2026-01-31T12:00:00Z');
    if (value === null) return null;
    const at = Date.parse(value);
    if (!Number.isNaN(at)) return new Date(at).toISOString();
    this.problems.push('"timestamp" is not a valid time');
    return null;
  }
}

function refused(problems: readonly string[]): ActionError {
  return new ActionError(
    `the client_payload of the event was not recorded: ${problems.slice(0, 20).join('; ')}`,
    `Send flow_id, action and status. Allowed fields: ${FIELDS.join(', ')}.`,
  );
}
