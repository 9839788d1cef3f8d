import type { Reference, ReferenceKind } from '../flow/graph.ts';
import { type Dictionary, dictionary, isDictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import type { Entries } from './entries.ts';

/** A need of the flow as it is found, before it is known which node it belongs to. */
export type Need = Omit<Reference, 'node'>;

/** Settings whose value names one thing: `{name}`, `{lit: {name}}`, or a literal text. */
const NAMED: Readonly<Record<string, ReferenceKind>> = {
  targetQueue: 'queue',
  scheduleGroup: 'schedule group',
  selectedSchedule: 'schedule',
  emergencyGroup: 'emergency group',
  languageSkill: 'language skill',
  defaultLanguageSkill: 'language skill',
  acdSkill: 'skill',
  wrapupCode: 'wrap-up code',
  contactList: 'contact list',
  targetUser: 'user',
  targetGroup: 'group',
  flowOutcome: 'flow outcome',
  milestone: 'flow milestone',
  worktype: 'worktype',
  surveyForm: 'survey form',
  processingPrompt: 'prompt',
  holdMusic: 'prompt',
};
/** Settings that are a map from the name of a thing to how it is used. */
const KEYED: Readonly<Record<string, ReferenceKind>> = { dataTable: 'data table', screenPopScript: 'script' };
/** Those that name flows, and of which type. */
const KEYED_FLOWS: Readonly<Record<string, string>> = {
  botFlow: 'botFlow',
  digitalBotFlow: 'digitalBot',
  commonModule: 'commonModule',
};
/** How an in-queue flow's type is spelt, by the flow that sends calls to it. */
const IN_QUEUE: Readonly<Record<string, string>> = {
  inboundEmail: 'inqueueEmail',
  inboundShortMessage: 'inqueueShortMessage',
};
/** The type of flow that a call or message goes on in, where it is not that of the flow that hands it over. */
const HANDED_TO: Readonly<Record<string, string>> = {
  inqueueCall: 'inboundCall',
  outboundCall: 'inboundCall',
  secureCall: 'inboundCall',
  commonModule: 'inboundCall',
  inqueueEmail: 'inboundEmail',
  inqueueShortMessage: 'inboundShortMessage',
};
/** Functions of expressions that look something up by a literal name. */
const FUNCTIONS: Readonly<Record<string, ReferenceKind>> = {
  FindQueue: 'queue',
  FindSkill: 'skill',
  FindLanguageSkill: 'language skill',
  FindSchedule: 'schedule',
  FindScheduleGroup: 'schedule group',
  FindEmergencyGroup: 'emergency group',
  FindUserPrompt: 'prompt',
  FindGroup: 'group',
};
const CALLS = /\b([A-Za-z]+)\(\s*"([^"\\]+)"/g;
const BY_LOWER_NAME = new Map(Object.entries(FUNCTIONS).map(([name, kind]) => [name.toLowerCase(), kind]));
/** How the names of all of them begin. */
const ANY_FUNCTION = /find/i;
const PROMPT = /(?<![\w.])Prompt\.([A-Za-z]\w*)/g;
/** Keys of a map of names that are none. */
const MARKERS = new Set(['noValue', 'none', 'lit', 'exp', 'var']);

/** Every key that something outside can stand under; what else a flow has need not be looked at. */
export const NEEDING_KEYS: ReadonlySet<string> = new Set([
  ...[NAMED, KEYED, KEYED_FLOWS].flatMap((each) => Object.keys(each)),
  'overrideInQueueFlow',
  'targetFlow',
  'findName',
  'category',
  'lexBot',
  'division',
  'exp',
  'prompt',
]);

const NOTHING: readonly Need[] = [];

/** What the setting at an entry of a map needs from outside the file; by name, as exports write it. */
export function needsOf(root: string, entries: Entries, at: number): readonly Need[] {
  const key = String(entries.key(at));
  const value = entries.value(at);
  if (typeof value === 'string') return fromText(key, value, entries, at);
  if (!isDictionary(value)) return NOTHING;
  const kind = Object.hasOwn(NAMED, key) ? NAMED[key] : undefined;
  if (kind) return named(kind, '', value, entries.path(at));
  if (key === 'overrideInQueueFlow')
    return named('flow', IN_QUEUE[root] ?? 'inqueueCall', value, entries.path(at));
  const holder = entries.key(entries.parent(at));
  if (key === 'targetFlow') {
    const secure = String(holder).endsWith('Secure');
    return named('flow', secure ? 'secureCall' : (HANDED_TO[root] ?? root), value, entries.path(at));
  }
  if (key === 'findName' && holder === 'findQueue') return named('queue', '', value, entries.path(at));
  if (key === 'category') return dataActions(value, entries.path(at));
  if (key === 'lexBot') {
    const path = entries.path(at);
    return Object.entries(value).flatMap(([region, bots]) =>
      keys('Lex bot', region, dictionary(bots), [...path, region]),
    );
  }
  if (Object.hasOwn(KEYED_FLOWS, key)) return keys('flow', KEYED_FLOWS[key] ?? '', value, entries.path(at));
  const keyed = Object.hasOwn(KEYED, key) ? KEYED[key] : undefined;
  return keyed ? keys(keyed, '', value, entries.path(at)) : NOTHING;
}

function fromText(key: string, text: string, entries: Entries, at: number): readonly Need[] {
  if (key === 'division' && entries.depth(at) === 2)
    return [{ kind: 'division', name: text, group: '', at: entries.path(at) }];
  if (key !== 'exp' && key !== 'prompt') return NOTHING;
  const found: Need[] = [];
  const add = (kind: ReferenceKind, name: string) =>
    found.push({ kind, name, group: '', at: entries.path(at) });
  if (text.includes('Prompt.')) for (const [, name = ''] of text.matchAll(PROMPT)) add('prompt', name);
  if (key === 'exp' && ANY_FUNCTION.test(text)) {
    for (const [, call = '', name = ''] of text.matchAll(CALLS)) {
      const kind = BY_LOWER_NAME.get(call.toLowerCase());
      if (kind) add(kind, name);
    }
  }
  return found;
}

/** `{name}`, `{id}`, `{lit: {name}}`, `{lit: {id}}` or `{lit: text}`; a name wins over an id. */
function named(kind: ReferenceKind, group: string, value: Dictionary, at: Path): Need[] {
  if (typeof value.lit === 'string') return prompt(kind, group, value.lit, [...at, 'lit']);
  const [inner, path] = isDictionary(value.lit) ? [value.lit, [...at, 'lit']] : [value, at];
  for (const field of ['name', 'id']) {
    const name = inner[field];
    if (typeof name === 'string' && name !== '') return prompt(kind, group, name, [...path, field]);
  }
  return [];
}

/** Prompts are named with their kind before them; those of the platform are always there. */
function prompt(kind: ReferenceKind, group: string, name: string, at: Path): Need[] {
  if (kind !== 'prompt') return [{ kind, name, group, at }];
  return name.startsWith('Prompt.') ? [{ kind, name: name.slice('Prompt.'.length), group, at }] : [];
}

function keys(kind: ReferenceKind, group: string, value: Dictionary, at: Path): Need[] {
  return Object.keys(value)
    .filter((name) => !MARKERS.has(name))
    .map((name) => ({ kind, name, group, at: [...at, name], part: 'key' }));
}

function dataActions(categories: Dictionary, at: Path): Need[] {
  return Object.entries(categories).flatMap(([category, value]) =>
    keys('data action', category, dictionary(dictionary(value).dataAction), [...at, category, 'dataAction']),
  );
}
