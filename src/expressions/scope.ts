import variables from './data/variables.json' with { type: 'json' };
import { type Type, typeOf, UNKNOWN } from './type.ts';

/** The type of a variable by its name as written, `Scope.Name`; `UNKNOWN` if it is not known. */
export type Scope = (name: string) => Type;

const SCOPES = [
  'Call',
  'Chat',
  'Common',
  'Email',
  'Flow',
  'Format',
  'Interaction',
  'Language',
  'Menu',
  'Message',
  'Prompt',
  'PromptSystem',
  'Session',
  'Slot',
  'State',
  'Survey',
  'System',
  'Task',
  'Workitem',
] as const;
const VARIABLES: Readonly<Record<string, string>> = variables;
const names = new Map(Object.keys(VARIABLES).map((name) => [name.toLowerCase(), name]));

/** The type of a variable that the platform provides, or undefined if it is not known here: the platform's table grows. */
export function builtIn(name: string): Type | undefined {
  const lower = name.toLowerCase();
  if (lower.startsWith('prompt.') || lower.startsWith('promptsystem.')) return typeOf('pmt');
  const known = names.get(lower);
  return known === undefined ? undefined : typeOf(VARIABLES[known] ?? '?');
}

/** The names of the variables that the platform provides, as far as they are known here. */
export function builtInNames(): string[] {
  return [...names.values()];
}

/** The scopes that variables have. */
export function scopeNames(): readonly string[] {
  return SCOPES;
}

/** A scope in which every variable that the platform does not provide may exist. */
export const OPEN_SCOPE: Scope = (name) => builtIn(name) ?? UNKNOWN;
