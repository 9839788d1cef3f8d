import type { Assume } from './number.ts';
import { RunTimeError } from './run-time-error.ts';
import type { Overload } from './signature.ts';
import type { Type } from './type.ts';
import type { Value, ValueOf } from './value.ts';

/** What a call depends on besides its arguments. */
export interface World {
  /** Seconds since 1970. */
  now(): number;
  /** The languages of the flow, the default one first; undefined if they are not known. */
  readonly languages?: readonly string[];
  /** The answer of the org to a look-up such as `FindSkill`; undefined if it is not known. */
  find?(name: string, text: string): Value | undefined;
}

/** A call in progress. */
export interface Invocation {
  readonly name: string;
  readonly overload: Overload;
  /** The type of the result, as checked. */
  readonly type: Type;
  readonly world: World;
  readonly assume: Assume;
}

/** What a function or operator does with its arguments. NOT_SET only comes where the overload takes it. */
export type Implementation = (values: readonly Value[], call: Invocation) => Value;

/** The argument at `index`, which the overload says is of this kind. */
export function argument<K extends Value['kind']>(
  values: readonly Value[],
  index: number,
  kind: K,
): ValueOf<K> {
  const value = values[index];
  if (!isKind(value, kind))
    throw new RunTimeError(`Argument ${index + 1} is not of the type that was checked`);
  return value;
}

/** The argument at `index`, or undefined if it is NOT_SET or left out. */
export function optional<K extends Value['kind']>(
  values: readonly Value[],
  index: number,
  kind: K,
): ValueOf<K> | undefined {
  const value = values[index];
  return value === undefined || value.kind === 'notSet' ? undefined : argument(values, index, kind);
}

export function isKind<K extends Value['kind']>(value: Value | undefined, kind: K): value is ValueOf<K> {
  return value?.kind === kind;
}
