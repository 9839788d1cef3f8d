import { createHash } from 'node:crypto';
import schema from '../../schema/intent.schema.json' with { type: 'json' };
import { ActionError } from '../errors.ts';
import { isDictionary } from '../source/data.ts';
import { type Intent, MOST_LIFETIME_MS } from './intent.ts';
import type { IntentKey } from './intent-key.ts';
import { flowKey } from './names.ts';
import { AUDIT_PATHS } from './published-state.ts';
import { type Check, checkOf } from './schema.ts';

/** Characters of an intent file; 10,000 flows take about 6 million. */
const MOST_CHARACTERS = 50_000_000;
/** How far the clocks of two runners may differ. */
const SKEW_MS = 3_600_000;

let check: Check | undefined;

/** An intent on the audit branch that no run with this OAuth client wrote, or that is not the last version that it wrote. */
export class UntrustedIntent extends ActionError {
  /** `digest`: SHA-256 of the file, in hex. */
  constructor(path: string, branch: string, digest: string, why: string) {
    super(
      `the intent ${path} on the branch ${branch} is not trusted: ${why}. Nothing was changed in the org`,
      `Check who changed the branch. If the OAuth client or its secret was replaced while a run was interrupted: compare the flows in the file with Architect, then run again with "discard-intent: ${digest}". See docs/how-to/untrusted-audit-log.md.`,
    );
    this.name = 'UntrustedIntent';
  }
}

/** SHA-256 of a file of the audit branch, in hex; `discard-intent` names an intent by it. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** An intent file on the audit branch, not yet checked. */
export interface IntentFile {
  readonly path: string;
  readonly text: string;
}

/** The text of an intent file, signed. */
export function serializeIntent(intent: Intent, key: IntentKey): string {
  return `${JSON.stringify({ ...intent, mac: key.sign(intent) }, null, 2)}\n`;
}

/** The intent of a file, or why it is not trusted. */
export type ReadIntent =
  | { readonly ok: true; readonly intent: Intent }
  | { readonly ok: false; readonly why: string; readonly intent: Intent | undefined };

/** Reads an intent file as `readIntent` does. An intent at the path of another environment or shard is not trusted. */
export function readIntentFile(
  { path, text }: IntentFile,
  environment: string,
  now: number,
  key?: IntentKey,
): ReadIntent {
  const read = readIntent(text, environment, now, key);
  if (!read.ok || AUDIT_PATHS.intent(environment, read.intent.shard) === path) return read;
  return { ok: false, why: 'it belongs to another shard', intent: undefined };
}

/**
 * Reads an intent file. It is trusted if it matches its schema, its values are consistent, and `key` made its signature. Without
 * `key` the signature is not checked. If only the signature is wrong, the result has the intent. `now`: ms since 1970.
 */
export function readIntent(text: string, environment: string, now: number, key?: IntentKey): ReadIntent {
  const refused = (why: string, intent?: Intent): ReadIntent => ({ ok: false, why, intent });
  if (text.length > MOST_CHARACTERS) return refused(`it has more than ${MOST_CHARACTERS} characters`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused('it is not JSON');
  }
  check ??= checkOf(schema);
  const violation = check(value);
  if (violation !== undefined || !isDictionary(value))
    return refused(`it does not match its schema (${violation})`);
  // The schema, which allows no other field, was checked just now.
  const { mac, ...rest } = value as unknown as Intent & { readonly mac: string };
  const wrong = contradiction(rest, environment, now);
  if (wrong !== undefined) return refused(wrong);
  try {
    if (!key || key.matches(rest, mac)) return { ok: true, intent: rest };
  } catch (error) {
    if (error instanceof RangeError) return refused('its release versions are nested too deeply');
    throw error;
  }
  return refused('its signature does not match the secret of this OAuth client', rest);
}

/** Why the values of an intent are not consistent, although each matches the schema; undefined if they are. */
function contradiction(intent: Intent, environment: string, now: number): string | undefined {
  if (intent.environment !== environment) return `it belongs to the environment ${intent.environment}`;
  const { shard } = intent;
  if (shard && shard.index > shard.of) return `it belongs to shard ${shard.index} of ${shard.of}`;
  const [started, expires] = [Date.parse(intent.started), Date.parse(intent.expires)];
  const claimed = intent.recovering ? Date.parse(intent.recovering.expires) : expires;
  if ([started, expires, claimed].some((time) => Number.isNaN(time))) return 'it has an invalid time';
  if (expires < started || expires - started > MOST_LIFETIME_MS) return 'it lasts longer than 7 hours';
  if (started > now + SKEW_MS) return 'it starts in the future';
  if (claimed > now + MOST_LIFETIME_MS + SKEW_MS) return 'its recovery lasts longer than 7 hours';
  const keys = new Set<string>();
  for (const { key, flow_type: type, flow_name: name } of intent.flows) {
    if (key !== flowKey(type, name))
      return `the key of its flow ${JSON.stringify(key)} does not match the type and name`;
    if (keys.has(key)) return `it lists the flow ${JSON.stringify(key)} twice`;
    keys.add(key);
  }
  return undefined;
}
