import type { Overload } from './signature.ts';
import {
  asList,
  BOOLEAN,
  isUnknown,
  NOT_SET,
  propertyNames,
  propertyOf,
  STRING,
  sameType,
  type Type,
  typeName,
  UNKNOWN,
} from './type.ts';

/** The type of a result; or which operand keeps it from having one, and why. */
export type Result =
  | { readonly type: Type; readonly property?: string }
  | { readonly operand: number; readonly message: string; readonly hint: string };

/** What a rule about result types sees: the operands' types, and the property that is asked for. */
export interface Operands {
  /** As it is shown in a message: `If`, `"+"`. */
  readonly shown: string;
  readonly types: readonly Type[];
}

/** The result type of an overload for operands that it takes. */
export function resultType(overload: Overload, operands: Operands): Result {
  const { types, shown } = operands;
  switch (overload.rule) {
    case 'branches':
      return branches(types, shown);
    case 'same':
      return fixed(overload.returns, same(types, shown, undefined));
    case 'same-or-string':
      return fixed(overload.returns, same(types, shown, STRING));
    case 'list-of-same':
      return listOf(same(types, shown, undefined));
    case 'same2':
      return fixed(BOOLEAN, same(types, shown, STRING));
    case 'list-of':
      return types[0] && !isNotSet(types[0]) ? { type: asList(types[0], true) } : noType(0);
    case 'find':
      return find(types, overload.returns, shown);
    case 'item': {
      const list = types.find((type) => type.list);
      return { type: list && !isUnknown(list) ? asList(list, false) : UNKNOWN };
    }
    default:
      return plain(overload, types);
  }
}

function isNotSet(type: Type): boolean {
  return sameType(type, NOT_SET);
}

function noType(operand: number): Result {
  return {
    operand,
    message: 'The type of NOT_SET is not known here',
    hint: 'Give it a type, for example ToString(NOT_SET).',
  };
}

function fixed(type: Type, result: Result): Result {
  return 'type' in result ? { type: type.code === 'any' ? result.type : type } : result;
}

function listOf(result: Result): Result {
  return 'type' in result ? { type: isUnknown(result.type) ? UNKNOWN : asList(result.type, true) } : result;
}

/** Both branches have one type; NOT_SET takes that of the other. */
function branches(types: readonly Type[], shown: string): Result {
  const [, then = UNKNOWN, otherwise = UNKNOWN] = types;
  if (isNotSet(then) && isNotSet(otherwise)) return noType(1);
  if (isNotSet(then) || isUnknown(then)) return { type: otherwise };
  if (isNotSet(otherwise) || isUnknown(otherwise)) return { type: then };
  if (sameType(then, otherwise)) return { type: then };
  return {
    operand: 2,
    message: `${shown}: both branches must have one type, not ${typeName(then)} and ${typeName(otherwise)}`,
    hint: conversionHint(then, otherwise),
  };
}

/** All operands but NOT_SET have one type; `fallback` is it where all are NOT_SET. */
function same(types: readonly Type[], shown: string, fallback: Type | undefined): Result {
  let first: Type | undefined;
  for (const [operand, type] of types.entries()) {
    if (isNotSet(type)) continue;
    if (isUnknown(type)) continue;
    if (!first) first = type;
    else if (!sameType(first, type))
      return {
        operand,
        message: `${shown}: all values must have one type, not ${typeName(first)} and ${typeName(type)}`,
        hint: conversionHint(first, type),
      };
  }
  if (first) return { type: first };
  if (types.some(isUnknown)) return { type: UNKNOWN };
  return fallback ? { type: fallback } : noType(0);
}

function find(types: readonly Type[], returns: Type, shown: string): Result {
  const [list = UNKNOWN, item = UNKNOWN] = types;
  if (isUnknown(list) || isUnknown(item) || sameType(asList(list, false), item)) return { type: returns };
  return {
    operand: 1,
    message: `${shown}: argument 2 must be ${typeName(asList(list, false))}, as the items are, not ${typeName(item)}`,
    hint: isNotSet(item)
      ? 'Give NOT_SET a type, for example ToString(NOT_SET).'
      : conversionHint(asList(list, false), item),
  };
}

/** NOT_SET takes the type of its parameter, which must have one. */
function plain({ parameters, returns }: Overload, types: readonly Type[]): Result {
  const at = types.findIndex(
    (type, index) => isNotSet(type) && (parameters[index] ?? parameters.at(-1))?.type.code === 'any',
  );
  return at < 0 ? { type: returns } : noType(at);
}

/** The type of `target.name`. */
export function propertyType(target: Type, name: string): Result {
  if (isUnknown(target)) return { type: UNKNOWN };
  if (isNotSet(target)) return noType(0);
  const found = propertyOf(target, name);
  if (found === 'none')
    return {
      operand: 0,
      message: `A ${typeName(target)} has no property "${name}"`,
      hint: target.list ? 'Take an item first, for example with [0].' : 'Remove the property.',
    };
  return found ? { type: found.type, property: found.name } : { type: UNKNOWN };
}

/** Names that a property may have been meant to be. */
export function knownProperties(target: Type): string[] {
  return propertyNames(target);
}

const CASTS: Readonly<Record<string, string>> = {
  bln: 'ToBool',
  str: 'ToString',
  int: 'ToInt',
  dec: 'ToDecimal',
  dtm: 'ToDateTime',
  dur: 'ToDuration',
  cur: 'ToCurrency',
  phn: 'ToPhoneNumber',
};

/** What to do about a value of type `found` where `wanted` is asked for. */
export function conversionHint(wanted: Type, found: Type): string {
  if (wanted.list && found.list === false) return 'Use MakeList(…) to make a collection.';
  if (!wanted.list && found.list) return 'Take one item, for example with [0].';
  const cast = CASTS[wanted.code];
  return cast === undefined ? 'Use a value of that type.' : `Convert it with ${cast}(…).`;
}

/**
 * The type that all readings give that give any; not known if they differ. More than one overload can be meant where the
 * types of the operands are not known.
 */
export function commonType(results: readonly Result[]): Type {
  const types = results.flatMap((result) => ('type' in result ? [result.type] : []));
  const first = types[0] ?? UNKNOWN;
  return types.every((type) => sameType(type, first)) ? first : UNKNOWN;
}
