import { implementationOf } from './functions/index.ts';
import { RunTimeError, UnknownResult } from './run-time-error.ts';
import { isTypeCode, type Type, typeOf, UNKNOWN } from './type.ts';
import { notSet, text, type Value } from './value.ts';

/** A variable that a line of the command `eval` gives. */
export interface Given {
  readonly type: Type;
  readonly value: Value | undefined;
}

/** Names that people write for the platform's type codes. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  boolean: 'bln',
  bool: 'bln',
  integer: 'int',
  decimal: 'dec',
  string: 'str',
  datetime: 'dtm',
  duration: 'dur',
  currency: 'cur',
  phonenumber: 'phn',
  prompt: 'pmt',
  queue: 'que',
  user: 'usr',
  skill: 'skl',
  group: 'grp',
};

/** The cast that reads a value of a type from text. */
const READERS: Readonly<Record<string, string>> = {
  dtm: 'ToDateTime',
  dur: 'ToDuration',
  cur: 'ToCurrency',
  phn: 'ToPhoneNumber',
};

/** True for a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a variable: `type`, `list` and `value`. Throws a `TypeError` that says what is wrong with it. */
export function readVariable(name: string, data: unknown): Given {
  if (!isObject(data) || typeof data.type !== 'string')
    throw new TypeError(`Variable "${name}" must be an object with a "type" and a "value"`);
  const written = data.type.endsWith('[]') ? data.type.slice(0, -2) : data.type;
  const code = isTypeCode(written) ? written : TYPE_NAMES[written.toLowerCase()];
  if (code === undefined) return { type: UNKNOWN, value: undefined };
  const list = data.list === true || data.type.endsWith('[]') || Array.isArray(data.value);
  const type: Type = { code, list };
  if (!('value' in data)) return { type, value: undefined };
  if (!list) return { type, value: readValue(name, typeOf(code), data.value) };
  const items = Array.isArray(data.value) ? data.value : [];
  return {
    type,
    value: { kind: 'list', code, items: items.map((item) => readValue(name, typeOf(code), item)) },
  };
}

/** A value as JSON has it: numbers and Booleans as such or as text, everything else as text; null and `NOT_SET` are NOT_SET. */
function readValue(name: string, type: Type, data: unknown): Value {
  if (data === null || data === undefined || data === 'NOT_SET') return notSet(type);
  if (type.code === 'bln' && typeof data === 'boolean') return { kind: 'bln', value: data };
  if (isObject(data)) return object(type.code, data);
  if (typeof data !== 'string' && typeof data !== 'number' && typeof data !== 'boolean')
    throw new TypeError(
      `Variable "${name}": the value of type ${type.code} must be a string, a number or null`,
    );
  const written = String(data);
  if (type.code === 'str') return text(written);
  if (type.code === 'pmt') return { kind: 'pmt', name: written, system: false };
  const cast = READERS[type.code] ?? { bln: 'ToBool', int: 'ToInt', dec: 'ToDecimal' }[type.code];
  if (cast === undefined) return object(type.code, { [type.code === 'usr' ? 'username' : 'name']: written });
  const read = implementationOf(cast);
  if (!read) throw new TypeError(`Variable "${name}" cannot have the type ${type.code}`);
  try {
    return read([text(written)], {
      name: cast,
      overload: { parameters: [], returns: type, last: false },
      type,
      world: { now: () => 0 },
      assume: () => {},
    });
  } catch (error) {
    if (error instanceof RunTimeError || error instanceof UnknownResult)
      throw new TypeError(`Variable "${name}": ${error.message}`, { cause: error });
    throw error;
  }
}

/** An object of the org, of which the properties that are texts are given. */
function object(code: string, given: Record<string, unknown>): Value {
  const properties = Object.entries(given).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, text(value)] as const] : [],
  );
  return { kind: 'object', code, properties: Object.fromEntries(properties) };
}
