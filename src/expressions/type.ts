import types from './data/types.json' with { type: 'json' };

/** What is known of a data type of the platform. */
interface TypeData {
  readonly name: string;
  /** False for types that a parameter of type "any" does not take. */
  readonly any?: boolean;
  /** Type by property name; `*` stands for any name. */
  readonly properties?: Readonly<Record<string, string>>;
}

/** The type of a value: a code of the platform, and whether it is a collection. */
export interface Type {
  /** `int`, `str`, `que`, …; `?` if it is not known. */
  readonly code: string;
  /** Undefined if not even that is known. */
  readonly list: boolean | undefined;
}

const TYPES: Readonly<Record<string, TypeData>> = types;

/** A type that is not known: it fits everywhere. */
export const UNKNOWN: Type = { code: '?', list: undefined };

/** The type of the literal `NOT_SET`, until its place gives it one. */
export const NOT_SET: Type = { code: 'nts', list: false };

export const BOOLEAN: Type = { code: 'bln', list: false };
export const INTEGER: Type = { code: 'int', list: false };
export const STRING: Type = { code: 'str', list: false };

/** Types whose values have no properties, whatever the platform adds. */
const PLAIN: ReadonlySet<string> = new Set(['bln', 'int', 'dec', 'str', 'dtm', 'dur', 'aud']);

/** Reads a type as the data files write it: `int`, `str[]`, `?`. */
export function typeOf(text: string): Type {
  if (text === '?') return UNKNOWN;
  return text.endsWith('[]') ? { code: text.slice(0, -2), list: true } : { code: text, list: false };
}

/** True for a code that the type table has. */
export function isTypeCode(code: string): boolean {
  return Object.hasOwn(TYPES, code);
}

/** True if a parameter of type "any" takes values of this type. */
export function fitsAny(code: string): boolean {
  return TYPES[code]?.any !== false;
}

/** A type for people: `Integer`, `String collection`. */
export function typeName({ code, list }: Type): string {
  if (code === 'nts') return 'NOT_SET';
  const name =
    code === 'any' ? 'any type' : code === 'apa' ? 'Audio or Prompt' : (TYPES[code]?.name ?? 'unknown');
  return list ? `${name} collection` : name;
}

/** The item of a collection, or the collection of an item. */
export function asList(type: Type, list: boolean): Type {
  return { code: type.code, list };
}

export function isUnknown({ code }: Type): boolean {
  return code === '?';
}

export function sameType(a: Type, b: Type): boolean {
  return a.code === b.code && a.list === b.list;
}

/** What a property of a value is: its name as the platform writes it and its type, `none`, or undefined where it is not known. */
export function propertyOf(
  type: Type,
  name: string,
): { readonly name: string; readonly type: Type } | 'none' | undefined {
  if (type.list) return 'none';
  const properties = TYPES[type.code]?.properties;
  if (!properties) return PLAIN.has(type.code) ? 'none' : undefined;
  const lower = name.toLowerCase();
  const known = Object.keys(properties).find((each) => each.toLowerCase() === lower);
  const found = known ?? ('*' in properties ? '*' : undefined);
  const code = found === undefined ? undefined : properties[found];
  return code === undefined ? undefined : { name: known ?? name, type: typeOf(code) };
}

/** The names of the properties that are known of a type. */
export function propertyNames({ code }: Type): string[] {
  return Object.keys(TYPES[code]?.properties ?? {}).filter((name) => name !== '*');
}
