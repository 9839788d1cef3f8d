import { type Dictionary, dictionary, isDictionary } from '../source/data.ts';

/** How deep a setting holds its value: `{lit: {name: …}}`. */
const DEPTH = 4;

/** True for a setting without a value: left out, blank, `noValue`, or a map of such settings. */
export function isUnset(value: unknown, depth = 0): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  if (!isDictionary(value) || depth >= DEPTH) return false;
  return Object.entries(value).every(
    ([key, each]) => key === 'noValue' || key === 'none' || isUnset(each, depth + 1),
  );
}

/** The names that a setting such as `botFlow: {<name>: {…}}` holds as keys. */
export function namesIn(value: unknown): string[] {
  return Object.keys(dictionary(value)).filter(
    (key) => key !== 'noValue' && key !== 'none' && key.trim() !== '',
  );
}

/** The literal of a setting, `{lit: …}`; undefined for an expression, a variable or no value. */
export function literalOf(setting: unknown): unknown {
  return isDictionary(setting) && setting.exp === undefined && setting.var === undefined
    ? setting.lit
    : undefined;
}

/** True for a text with a `{{token}}` that has no value here, or with what stands in for one. */
export function isTemplated(text: string): boolean {
  return text.includes('{{') || text.includes('TOK_');
}

/** A string, number or Boolean as text; empty for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/** A value of any kind as it is shown in a message. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isDictionary(value)) return 'a map';
  return typeof value === 'string' ? quoted(value) : textOf(value) || 'nothing';
}

/** The text as it is shown in a message: in quotes, at most 60 characters. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}

/** The only entry of a one-key map such as `stringVariable: {…}`. */
export function entryOf(item: unknown): { readonly key: string; readonly value: Dictionary } | undefined {
  const map = dictionary(item);
  const key = Object.keys(map)[0];
  return key === undefined ? undefined : { key, value: dictionary(map[key]) };
}
