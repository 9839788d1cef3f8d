import { type Dictionary, dictionary, isDictionary } from '../source/data.ts';

/** What a placeholder says of itself. */
export const PLACEHOLDER_NOTE =
  'A placeholder, made so that flows that refer to each other can be published. It is filled right after.';

const END: Dictionary = { disconnect: { name: 'End of the placeholder' } };
const STATE: Dictionary = { name: 'Placeholder', refId: 'Placeholder', actions: [END] };

/** The least that a flow of a type can consist of, by the root key of its YAML. */
const BODIES: Readonly<Record<string, Dictionary>> = {
  inboundCall: {
    startUpRef: '/inboundCall/tasks/task[Placeholder]',
    tasks: [{ task: STATE }],
  },
  inqueueCall: { startUpTaskActions: [END] },
  commonModule: { startUpTaskActions: [{ endTask: { name: 'End of the placeholder' } }] },
  workflow: {
    startUpRef: '/workflow/states/state[Placeholder]',
    states: [
      {
        state: {
          ...STATE,
          actions: [{ endWorkflow: { name: 'End of the placeholder', exitReason: { noValue: true } } }],
        },
      },
    ],
  },
  inboundChat: { startUpRef: '/inboundChat/states/state[Placeholder]', states: [{ state: STATE }] },
  inboundShortMessage: {
    startUpRef: '/inboundShortMessage/states/state[Placeholder]',
    states: [{ state: STATE }],
  },
};
/** What a placeholder takes over: who it is, its languages, and what it can be given and gives back. */
const KEPT = [
  'name',
  'division',
  'defaultLanguage',
  'supportedLanguages',
  'variables',
  'settingsCommonModule',
];

/**
 * A flow of the same type, name, languages and variables that does nothing but end, from Architect YAML that was read.
 * Undefined for a type of which it is not known how little it can consist of.
 */
export function placeholderOf(value: unknown): Dictionary | undefined {
  const [root, definition] = Object.entries(dictionary(value))[0] ?? [];
  const body = root === undefined || !Object.hasOwn(BODIES, root) ? undefined : BODIES[root];
  if (root === undefined || !body || !isDictionary(definition)) return undefined;
  const kept = KEPT.filter((name) => Object.hasOwn(definition, name)).map((name) => [name, definition[name]]);
  return { [root]: { ...Object.fromEntries(kept), description: PLACEHOLDER_NOTE, ...body } };
}

/** True for what `placeholderOf` made, as the org gives it back. */
export function isPlaceholder(value: unknown): boolean {
  const [definition] = Object.values(dictionary(value));
  return isDictionary(definition) && definition.description === PLACEHOLDER_NOTE;
}
