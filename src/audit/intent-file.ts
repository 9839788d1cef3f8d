import { createHash } from 'node:crypto';
import schema from '../../schema/intent.schema.json' with { type: 'json' };
import { ActionError } from '../errors.ts';
import { isDictionary } from '../source/data.ts';
import { type Intent, MOST_LIFETIME_MS } from './intent.ts';
import type { IntentKey } from './intent-key.ts';
import { flowKey } from './names.ts';
import { type Check, checkOf } from './schema.ts';

/** Characters of an intent file; 10,000 flows take about 6 million. */
const MOST_CHARACTERS = 50_000_000;
/** How far the clocks of two runners may differ. */
const SKEW_MS = 3_600_000;

let check: Check | undefined;

/** An intent on the audit branch that was not written by a run with this OAuth client, or is not what was written last. */
export class UntrustedIntent extends ActionError {
  /** `digest`: SHA-256 of the file, in hex. */
  constructor(path: string, branch: string, digest: string, why: string) {
    super(
      `the intent ${path} on the branch ${branch} is not trusted: ${why}. Nothing was changed in the org`,
      `Check who changed the branch. If the secret of the OAuth client was rotated, or the client was replaced, while a run was interrupted: compare the flows that the file names in Architect, then run again with "discard-intent: ${digest}". See docs/recovery.md.`,
    );
    this.name = 'UntrustedIntent';
  }
}

/** SHA-256 of a file of the audit branch, in hex; `discard-intent` names an intent by it. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The text of an intent file, signed. */
export function serializeIntent(intent: Intent, key: IntentKey): string {
  return `${JSON.stringify({ ...intent, mac: key.sign(intent) }, null, 2)}\n`;
}

/** What reading an intent came to. */
export type ReadIntent =
  | { readonly ok: true; readonly intent: Intent }
  | { readonly ok: false; readonly why: string; readonly intent: Intent | undefined };

/**
 * Reads an intent file. It is trusted if it fits its schema, its values go together, and its signature is that of `key`, which is not checked without one.
 * `intent` is given for one whose signature alone is wrong. `now`: ms since 1970.
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
  const fault = check(value);
  if (fault !== undefined || !isDictionary(value)) return refused(`it does not fit its schema (${fault})`);
  // The schema, which allows no other field, was checked just now.
  const { mac, ...rest } = value as unknown as Intent & { readonly mac: string };
  const wrong = contradiction(rest, environment, now);
  if (wrong !== undefined) return refused(wrong);
  try {
    if (!key || key.matches(rest, mac)) return { ok: true, intent: rest };
  } catch (error) {
    if (error instanceof RangeError) return refused('its release versions are nested too deep');
    throw error;
  }
  return refused('its signature does not match the secret of this OAuth client', rest);
}

/** Values that each fit the schema and do not go together. */
function contradiction(intent: Intent, environment: string, now: number): string | undefined {
  if (intent.environment !== environment) return `it is of the environment ${intent.environment}`;
  const [started, expires] = [Date.parse(intent.started), Date.parse(intent.expires)];
  const claimed = intent.recovering ? Date.parse(intent.recovering.expires) : expires;
  if ([started, expires, claimed].some((time) => Number.isNaN(time)))
    return 'it has a time that does not exist';
  if (expires < started || expires - started > MOST_LIFETIME_MS) return 'it lasts longer than 7 hours';
  if (started > now + SKEW_MS) return 'it starts in the future';
  if (claimed > now + MOST_LIFETIME_MS + SKEW_MS) return 'its recovery lasts longer than 7 hours';
  const keys = new Set<string>();
  for (const { key, flow_type: type, flow_name: name } of intent.flows) {
    if (key !== flowKey(type, name)) return `its flow ${JSON.stringify(key)} has another type or name`;
    if (keys.has(key)) return `it has the flow ${JSON.stringify(key)} twice`;
    keys.add(key);
  }
  return undefined;
}
