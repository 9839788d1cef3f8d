import stateSchema from '../../schema/state.schema.json' with { type: 'json' };
import { ActionError } from '../errors.ts';
import { isDictionary } from '../source/data.ts';
import { flowKey } from './names.ts';
import { AUDIT_PATHS, type Published, type PublishedFlow, type PublishedState } from './published-state.ts';
import { type Check, checkOf } from './schema.ts';

/** Characters of a state file; 1,000 flows that were each published 100 times take about 40 million. */
const MOST_CHARACTERS = 100_000_000;

let check: Check | undefined;

/** The state of an environment before its first publish. */
export function emptyState(environment: string): PublishedState {
  return { schema: 1, environment, flows: {}, last_records: [] };
}

/**
 * Reads a state file. Returns the empty state if there is no file. Throws an `ActionError` if the file does not match its
 * schema, or if its bytes differ from what this action writes.
 */
export function parseState(text: string | undefined, environment: string): PublishedState {
  if (text === undefined) return emptyState(environment);
  const unreadable = (why: string) =>
    new ActionError(
      `the file ${AUDIT_PATHS.state(environment)} on the audit branch cannot be read: ${why}`,
      'Another tool than this action changed it. Run mode verify, and restore the commit before that change. Nothing was published.',
    );
  if (text.length > MOST_CHARACTERS) throw unreadable('it is too large');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable('it is not JSON');
  }
  check ??= checkOf(stateSchema);
  const violation = check(value);
  if (violation !== undefined || !isDictionary(value))
    throw unreadable(`it does not match its schema (${violation})`);
  // The schema, which allows no other field, was checked just now.
  const state = value as unknown as PublishedState;
  if (state.environment !== environment)
    throw unreadable(`it belongs to the environment ${state.environment}`);
  const flows: Record<string, PublishedFlow> = Object.create(null);
  for (const [key, flow] of Object.entries(state.flows)) {
    if (key !== flowKey(flow.flow_type, flow.flow_name))
      throw unreadable(`the key of its flow ${JSON.stringify(key)} does not match the type and name`);
    flows[key] = flow;
  }
  const read = { ...state, flows };
  if (stateText(read) !== text) throw unreadable('its bytes differ from what this action writes');
  return read;
}

/** Caches of the texts of flows and versions: most of them do not change from one state to the next. */
const flowTexts = new WeakMap<PublishedFlow, string>();
const versionTexts = new WeakMap<Published, string>();

/** The text of a state file, as `JSON.stringify` with two spaces gives it. */
export function stateText(state: PublishedState): string {
  return statePieces(state).join('');
}

/** The text of a state file in pieces. Most pieces are the same for the next state. */
export function statePieces(state: PublishedState): string[] {
  const entries = Object.entries(state.flows);
  const frame = JSON.stringify({ ...state, flows: {} }, null, 2);
  if (entries.length === 0) return [`${frame}\n`];
  const at = frame.indexOf('"flows": {}') + '"flows": {'.length;
  const flows = entries.flatMap(([key, flow], index) => [
    `${index === 0 ? '' : ','}\n    ${JSON.stringify(key)}: `,
    flowText(flow),
  ]);
  return [frame.slice(0, at), ...flows, `\n  ${frame.slice(at)}\n`];
}

/** A quote inside of a string is escaped, so the search finds only the empty list itself. */
function flowText(flow: PublishedFlow): string {
  const known = flowTexts.get(flow);
  if (known !== undefined) return known;
  const frame = JSON.stringify({ ...flow, history: [] }, null, 2).replaceAll('\n', '\n    ');
  const versions = flow.history.map(versionText).join(',');
  const text =
    versions === '' ? frame : frame.replace('"history": []', () => `"history": [${versions}\n      ]`);
  flowTexts.set(flow, text);
  return text;
}

function versionText(version: Published): string {
  const known = versionTexts.get(version);
  if (known !== undefined) return known;
  const text = `\n        ${JSON.stringify(version, null, 2).replaceAll('\n', '\n        ')}`;
  versionTexts.set(version, text);
  return text;
}
