import stateSchema from '../../schema/state.schema.json' with { type: 'json' };
import { ActionError } from '../errors.ts';
import { isDictionary } from '../source/data.ts';
import { flowKey } from './names.ts';
import { AUDIT_PATHS, type Published, type PublishedFlow, type PublishedState } from './published-state.ts';
import { type Check, checkOf } from './schema.ts';

/** Characters of a state file; 1,000 flows that were each published 100 times take about 40 million. */
const MOST_CHARACTERS = 100_000_000;

let check: Check | undefined;

/** The state of an environment to which nothing was published. */
export function emptyState(environment: string): PublishedState {
  return { schema: 1, environment, flows: {}, last_records: [] };
}

/**
 * Reads a state file, which has exactly the fields of its schema and is written as this action writes it; none means that
 * nothing was ever published. Throws an `ActionError` otherwise.
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
  const fault = check(value);
  if (fault !== undefined || !isDictionary(value)) throw unreadable(`it does not fit its schema (${fault})`);
  // The schema, which allows no other field, was checked just now.
  const state = value as unknown as PublishedState;
  if (state.environment !== environment) throw unreadable(`it is of the environment ${state.environment}`);
  const flows: Record<string, PublishedFlow> = Object.create(null);
  for (const [key, flow] of Object.entries(state.flows)) {
    if (key !== flowKey(flow.flow_type, flow.flow_name))
      throw unreadable(`its flow ${JSON.stringify(key)} has another name`);
    flows[key] = flow;
  }
  const read = { ...state, flows };
  if (stateText(read) !== text) throw unreadable('it is not written as this action writes it');
  return read;
}

/** Texts of the parts of states: from one state to the next most of them stay as they are. */
const flowTexts = new WeakMap<PublishedFlow, string>();
const versionTexts = new WeakMap<Published, string>();

/** The text of a state file, as `JSON.stringify` with two blanks gives it. */
export function stateText(state: PublishedState): string {
  return statePieces(state).join('');
}

/** The text of a state file in pieces, of which most are the same for the next state. */
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

/** A quote inside of a text is escaped, so that the empty list is found only where it stands as such. */
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
