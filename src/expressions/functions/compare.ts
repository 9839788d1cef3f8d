import { Decimal } from '../decimal.ts';
import { equal } from '../equality.ts';
import { argument, type Implementation, type Invocation, isKind } from '../implementation.ts';
import { int } from '../number.ts';
import { RunTimeError } from '../run-time-error.ts';
import { bool, type Value } from '../value.ts';
import { sameCode } from './math.ts';
import { order } from './text.ts';

function difference(values: readonly Value[], { assume }: Invocation): number {
  const [a, b] = values;
  if ((isKind(a, 'int') || isKind(a, 'dec')) && (isKind(b, 'int') || isKind(b, 'dec')))
    return new Decimal(a.value).comparedTo(b.value);
  if (isKind(a, 'dtm') && isKind(b, 'dtm')) return a.seconds - b.seconds;
  if (isKind(a, 'dur') && isKind(b, 'dur')) return a.milliseconds - b.milliseconds;
  if (isKind(a, 'str') && isKind(b, 'str')) return order(a.value, b.value, false, assume);
  if (isKind(a, 'cur') && isKind(b, 'cur')) {
    sameCode(a, b);
    if (a.amount && b.amount) return a.amount.comparedTo(b.amount);
    throw new RunTimeError('The amount of the Currency is NOT_SET');
  }
  throw new RunTimeError('These values have no order');
}

function comparing(holds: (difference: number) => boolean): Implementation {
  return (values, call) => bool(holds(difference(values, call)));
}

function equality(wanted: boolean): Implementation {
  return (values, { assume }) => {
    const [a, b] = values;
    return bool(a !== undefined && b !== undefined && equal(a, b, assume) === wanted);
  };
}

const areEqual: Implementation = (values, { overload, assume }) => {
  const cased = overload.parameters[0]?.name === 'ignoreCase';
  const ignoreCase = cased && argument(values, 0, 'bln').value;
  const [first, ...others] = cased ? values.slice(1) : values;
  return bool(first !== undefined && others.every((other) => equal(first, other, assume, ignoreCase)));
};

function isEmpty(value: Value | undefined): boolean {
  if (value === undefined || value.kind === 'notSet') return true;
  return isKind(value, 'list') ? value.items.length === 0 : isKind(value, 'str') && value.value === '';
}

function indexes(values: readonly Value[], { assume }: Invocation): number[] {
  const [, wanted] = values;
  return argument(values, 0, 'list').items.flatMap((item, index) =>
    wanted !== undefined && equal(item, wanted, assume) ? [index] : [],
  );
}

function itemAt(items: readonly Value[], index: number): Value {
  const item = items[index];
  if (item === undefined)
    throw new RunTimeError(`The collection has no item ${index}: it has ${items.length}, counted from 0`);
  return item;
}

/** Comparisons, and functions of collections. */
export const COMPARE: Readonly<Record<string, Implementation>> = {
  '==': equality(true),
  '!=': equality(false),
  '<': comparing((each) => each < 0),
  '<=': comparing((each) => each <= 0),
  '>': comparing((each) => each > 0),
  '>=': comparing((each) => each >= 0),
  '!': (values) => bool(!argument(values, 0, 'bln').value),
  AreEqual: areEqual,
  IsSet: (values) => bool(values[0]?.kind !== 'notSet'),
  IsNotSetOrEmpty: (values) => bool(isEmpty(values[0])),
  Count: (values, { assume }) => int(argument(values, 0, 'list').items.length, assume),
  Find: (values, call) => ({
    kind: 'list',
    code: 'int',
    items: indexes(values, call).map((index) => int(index, call.assume)),
  }),
  FindFirst: (values, call) => int(indexes(values, call)[0] ?? -1, call.assume),
  '[': (values) => itemAt(argument(values, 1, 'list').items, argument(values, 0, 'int').value),
  GetAt: (values) => itemAt(argument(values, 0, 'list').items, argument(values, 1, 'int').value),
  MakeList: (values, { type }) => ({ kind: 'list', code: type.code, items: [...values] }),
  MakeEmptyList: (_, { type }) => ({ kind: 'list', code: type.code, items: [] }),
};
