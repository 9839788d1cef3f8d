import { Decimal } from '../decimal.ts';
import { argument, type Implementation, type Invocation, isKind } from '../implementation.ts';
import { type Assume, dec, dtm, dur, inRange, int } from '../number.ts';
import { RunTimeError } from '../run-time-error.ts';
import { text, type Value, type ValueOf } from '../value.ts';

type Money = ValueOf<'cur'>;
type Amount = Money & { readonly amount: Decimal };

function number(value: Value | undefined): Decimal | undefined {
  return isKind(value, 'int') || isKind(value, 'dec') ? new Decimal(value.value) : undefined;
}

function isAmount(value: Money): value is Amount {
  return value.amount !== undefined;
}

function amountOf(value: Money): Decimal {
  if (!isAmount(value)) throw new RunTimeError('The amount of the Currency is NOT_SET');
  return value.amount;
}

function cur(amount: Decimal, code: string | undefined, assume: Assume): Value {
  return { kind: 'cur', amount: inRange(amount, assume), code };
}

/** The code that two amounts of money share. */
export function sameCode(a: Money, b: Money): string | undefined {
  if (a.code !== b.code)
    throw new RunTimeError(`The currencies differ: ${a.code ?? 'NOT_SET'} and ${b.code ?? 'NOT_SET'}`);
  return a.code;
}

function sum(sign: 1 | -1): Implementation {
  return (values, { assume }) => {
    const [a, b] = values;
    if (isKind(a, 'int') && isKind(b, 'int')) return int(a.value + sign * b.value, assume);
    const [x, y] = [number(a), number(b)];
    if (x && y) return dec(sign > 0 ? x.plus(y) : x.minus(y), assume);
    if (isKind(a, 'cur') && isKind(b, 'cur'))
      return cur(amountOf(a).plus(amountOf(b).times(sign)), sameCode(a, b), assume);
    if (isKind(a, 'str') && isKind(b, 'str')) return text(a.value + b.value);
    if (isKind(a, 'dur') && isKind(b, 'dur')) return dur(a.milliseconds + sign * b.milliseconds, assume);
    if (isKind(a, 'dtm') && isKind(b, 'dur')) return shifted(a, sign * b.milliseconds, assume);
    if (isKind(a, 'dur') && isKind(b, 'dtm')) return shifted(b, a.milliseconds, assume);
    throw new RunTimeError('These values cannot be added');
  };
}

/** A DateTime has no milliseconds: those of a Duration are not added. */
export function shifted({ seconds }: ValueOf<'dtm'>, milliseconds: number, assume: Assume): Value {
  return dtm(seconds + Math.trunc(milliseconds / 1000), assume);
}

const multiply: Implementation = (values, { assume }) => {
  const [a, b] = values;
  if (isKind(a, 'int') && isKind(b, 'int')) return int(a.value * b.value, assume);
  const [x, y] = [number(a), number(b)];
  if (x && y) return dec(x.times(y), assume);
  if (isKind(a, 'cur') && y) return cur(amountOf(a).times(y), a.code, assume);
  if (x && isKind(b, 'cur')) return cur(amountOf(b).times(x), b.code, assume);
  throw new RunTimeError('These values cannot be multiplied');
};

function divisor(values: readonly Value[]): Decimal {
  const value = number(values[1]);
  if (!value || value.isZero()) throw new RunTimeError('Division by zero');
  return value;
}

/** The quotient; says so where it does not end within the digits that a Decimal has. */
function quotient(a: Decimal, b: Decimal, assume: Assume): Decimal {
  const result = a.dividedBy(b);
  if (!result.isZero() && !result.times(b).equals(a)) assume('division');
  return result;
}

const divide: Implementation = (values, { assume }) => {
  const [a] = values;
  const by = divisor(values);
  if (isKind(a, 'cur')) return cur(quotient(amountOf(a), by, assume), a.code, assume);
  return dec(quotient(number(a) ?? new Decimal(0), by, assume), assume);
};

const modulo: Implementation = (values, { assume }) => {
  const [a, b] = values;
  const by = divisor(values);
  const of = isKind(a, 'cur') ? amountOf(a) : (number(a) ?? new Decimal(0));
  if (of.isNegative() !== by.isNegative() && !of.isZero()) assume('negative-modulo');
  const result = of.modulo(by);
  if (isKind(a, 'cur')) return cur(result, a.code, assume);
  return isKind(a, 'int') && isKind(b, 'int') ? int(result.toNumber(), assume) : dec(result, assume);
};

const power: Implementation = (values, { assume }) => {
  const base = number(values[0]) ?? new Decimal(0);
  const exponent = number(values[1]) ?? new Decimal(0);
  if (base.isZero() && exponent.isNegative()) throw new RunTimeError('Division by zero');
  const result = base.pow(exponent);
  if (result.isNaN()) throw new RunTimeError('A negative number has no such power');
  if (!exponent.isInteger() || result.precision() >= Decimal.precision) assume('division');
  return dec(result, assume);
};

/** Bits of Integers beyond 32 need whole numbers of any size. */
function bits(of: (a: bigint, b: bigint) => bigint): Implementation {
  return (values, { assume }) =>
    int(
      Number(of(BigInt(argument(values, 0, 'int').value), BigInt(argument(values, 1, 'int').value))),
      assume,
    );
}

function negate([value]: readonly Value[], { assume }: Invocation): Value {
  if (isKind(value, 'int')) return int(-value.value, assume);
  if (isKind(value, 'dur')) return dur(-value.milliseconds, assume);
  if (isKind(value, 'cur')) return cur(amountOf(value).negated(), value.code, assume);
  return dec((number(value) ?? new Decimal(0)).negated(), assume);
}

const difference = sum(-1);

/** A function that rounds Decimals and amounts, and returns Integers as they are. */
function rounding(of: (value: Decimal, places: number, assume: Assume) => Decimal): Implementation {
  return (values, { assume }) => {
    const [value] = values;
    const places = values.length > 1 ? argument(values, 1, 'int').value : 0;
    if (isKind(value, 'cur')) return cur(of(amountOf(value), places, assume), value.code, assume);
    return isKind(value, 'int') ? value : dec(of(argument(values, 0, 'dec').value, places, assume), assume);
  };
}

function roundHalf(value: Decimal, places: number, assume: Assume): Decimal {
  const scaled = value.abs().times(new Decimal(10).pow(places));
  if (value.isNegative() && scaled.minus(scaled.floor()).equals(0.5)) assume('negative-half');
  return value.toDecimalPlaces(places, Decimal.ROUND_HALF_UP);
}

/** The values that are set, of the arguments or of the collection that is the only one. */
function setItems(values: readonly Value[]): Value[] {
  const [first] = values;
  return (isKind(first, 'list') ? first.items : values).filter(({ kind }) => kind !== 'notSet');
}

/** The sum of amounts: NOT_SET ones are left out, and where there is no code at all, the result has none. */
function moneyTotal(items: readonly Value[]): {
  readonly total: Decimal;
  readonly code: string | undefined;
  readonly count: number;
} {
  const money = items.filter((item) => isKind(item, 'cur'));
  const [first] = money;
  for (const each of money) if (first) sameCode(first, each);
  const amounts = money.filter(isAmount);
  return {
    total: amounts.reduce((total, { amount }) => total.plus(amount), new Decimal(0)),
    code: first?.code,
    count: amounts.length,
  };
}

const total: Implementation = (values, { type, assume }) => {
  const items = setItems(values);
  switch (type.code) {
    case 'cur': {
      const { total: amount, code } = moneyTotal(items);
      return cur(amount, code, assume);
    }
    case 'dur':
      return dur(
        items.reduce((sofar, item) => sofar + (isKind(item, 'dur') ? item.milliseconds : 0), 0),
        assume,
      );
    case 'int':
      return int(
        items.reduce((sofar, item) => sofar + (isKind(item, 'int') ? item.value : 0), 0),
        assume,
      );
    default:
      return dec(
        items.reduce((sofar, item) => sofar.plus(number(item) ?? 0), new Decimal(0)),
        assume,
      );
  }
};

const average: Implementation = (values, call) => {
  const { type, assume } = call;
  const items = setItems(values);
  if (type.code === 'cur') {
    const { total: amount, code, count } = moneyTotal(items);
    return cur(count === 0 ? amount : quotient(amount, new Decimal(count), assume), code, assume);
  }
  if (type.code === 'dur') {
    const whole = items.reduce((sofar, item) => sofar + (isKind(item, 'dur') ? item.milliseconds : 0), 0);
    const mean = items.length === 0 ? 0 : whole / items.length;
    if (!Number.isInteger(mean)) assume('whole-milliseconds');
    return dur(Math.trunc(mean), assume);
  }
  const whole = items.reduce((sofar, item) => sofar.plus(number(item) ?? 0), new Decimal(0));
  return dec(items.length === 0 ? whole : quotient(whole, new Decimal(items.length), assume), assume);
};

/** Arithmetic. */
export const MATH: Readonly<Record<string, Implementation>> = {
  '+': sum(1),
  '-': (values, call) => (values.length === 1 ? negate(values, call) : difference(values, call)),
  '*': multiply,
  '/': divide,
  '%': modulo,
  '^': power,
  '&': bits((a, b) => a & b),
  '|': bits((a, b) => a | b),
  '~': (values, { assume }) => int(-argument(values, 0, 'int').value - 1, assume),
  Ceiling: rounding((value) => value.ceil()),
  Floor: rounding((value) => value.floor()),
  Round: rounding(roundHalf),
  Sum: total,
  Average: average,
};
