import functions from './data/functions.json' with { type: 'json' };
import newer from './data/newer-functions.json' with { type: 'json' };
import operators from './data/operators.json' with { type: 'json' };
import { type Overload, parseSignature } from './signature.ts';
import { type Type, typeOf } from './type.ts';

/** A function or operator of the expression language. */
export interface Callable {
  /** As the platform writes it. */
  readonly name: string;
  /** In the order in which the platform tries them. */
  readonly overloads: readonly Overload[];
}

/** A function that today's platform has, of which only the result is known. */
export interface NewerFunction {
  readonly name: string;
  readonly returns: Type;
}

const FUNCTIONS: Readonly<Record<string, readonly string[]>> = functions;
const OPERATORS: Readonly<Record<string, readonly string[]>> = operators;
const NEWER: Readonly<Record<string, string>> = newer;

const names = new Map(Object.keys(FUNCTIONS).map((name) => [name.toLowerCase(), name]));
const newerNames = new Map(Object.keys(NEWER).map((name) => [name.toLowerCase(), name]));
const read = new Map<string, Callable>();

function callable(key: string, name: string, signatures: readonly string[]): Callable {
  let found = read.get(key);
  if (!found) {
    found = { name, overloads: signatures.map(parseSignature) };
    read.set(key, found);
  }
  return found;
}

/** The function of this name, in any case; undefined if the catalogue of the platform does not have it. */
export function functionNamed(name: string): Callable | undefined {
  const known = names.get(name.toLowerCase());
  return known === undefined ? undefined : callable(known, known, FUNCTIONS[known] ?? []);
}

/** The function of this name that only today's platform has. */
export function newerFunction(name: string): NewerFunction | undefined {
  const known = newerNames.get(name.toLowerCase());
  return known === undefined ? undefined : { name: known, returns: typeOf(NEWER[known] ?? '?') };
}

/** The overloads of an operator; a minus sign before a value is the one with one operand. */
export function operatorNamed(text: string): Callable {
  return callable(`operator ${text}`, text, OPERATORS[text] ?? []);
}

/** The names of all functions, as the platform writes them. */
export function functionNames(): string[] {
  return [...names.values(), ...newerNames.values()];
}
