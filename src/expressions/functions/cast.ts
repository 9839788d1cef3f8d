import { Decimal, placesOf } from '../decimal.ts';
import { argument, type Implementation, type Invocation, isKind, optional } from '../implementation.ts';
import { dec, dtm, dur, inRange, int, parseDecimal } from '../number.ts';
import { parsePhoneNumber } from '../phone-number.ts';
import { RunTimeError } from '../run-time-error.ts';
import { parseDateTime, parseDuration } from '../time.ts';
import { bool, notSet, optionalText, text, type Value } from '../value.ts';
import { currencyText, valueText } from '../value-text.ts';

const TRUE: ReadonlySet<string> = new Set(['true', '1', 't']);
const FALSE: ReadonlySet<string> = new Set(['false', '0', 'f']);

/** A cast: NOT_SET becomes a NOT_SET of the target type, and a value of that type stays as it is. */
function cast(of: (value: Value, call: Invocation) => Value): Implementation {
  return ([value], call) => {
    if (value === undefined || value.kind === 'notSet') return notSet(call.type);
    return of(value, call);
  };
}

function cannot(value: Value, target: string): never {
  const shown = isKind(value, 'str') ? JSON.stringify(value.value) : 'This value';
  throw new RunTimeError(`${shown} cannot be converted to ${target}`);
}

/** A number that a text says; undefined for a blank text. */
function numberIn(value: string, { assume }: Invocation): Decimal | undefined {
  const trimmed = value.trim();
  if (trimmed === '') return undefined;
  const found = parseDecimal(trimmed);
  if (!found || trimmed !== value || trimmed.startsWith('+')) assume('number-text');
  if (!found) throw new RunTimeError(`${JSON.stringify(value)} is not a number`);
  return found;
}

const toBool = cast((value) => {
  if (isKind(value, 'int')) return bool(value.value !== 0);
  if (isKind(value, 'dec')) return bool(!value.value.isZero());
  if (!isKind(value, 'str')) return value;
  const lower = value.value.toLowerCase();
  return TRUE.has(lower) || FALSE.has(lower) ? bool(TRUE.has(lower)) : notSet({ code: 'bln', list: false });
});

const toInt = cast((value, call) => {
  if (isKind(value, 'bln')) return int(Number(value.value), call.assume);
  if (isKind(value, 'dec')) return int(value.value.trunc().toNumber(), call.assume);
  if (isKind(value, 'dur')) return int(value.milliseconds, call.assume);
  if (!isKind(value, 'str')) return value;
  const found = numberIn(value.value, call);
  if (found === undefined) return notSet(call.type);
  if (!found.isInteger()) {
    call.assume('number-text');
    cannot(value, 'an Integer');
  }
  return int(found.toNumber(), call.assume);
});

const toDecimal = cast((value, call) => {
  if (isKind(value, 'bln')) return dec(new Decimal(Number(value.value)), call.assume);
  if (isKind(value, 'int')) return dec(new Decimal(value.value), call.assume);
  // An amount of money keeps its two places.
  if (isKind(value, 'cur'))
    return value.amount ? { kind: 'dec', value: value.amount, places: 2 } : notSet(call.type);
  if (!isKind(value, 'str')) return value;
  const found = numberIn(value.value, call);
  if (found === undefined) return notSet(call.type);
  return { kind: 'dec', value: inRange(found, call.assume), places: placesOf(value.value.trim()) };
});

const toDateTime = cast((value, { assume, type }) => {
  if (isKind(value, 'int')) {
    assume('datetime-from-integer');
    return dtm(Math.floor(value.value / 1000), assume);
  }
  if (!isKind(value, 'str')) return value;
  if (value.value.trim() === '') return notSet(type);
  const found = parseDateTime(value.value);
  if (!found) {
    assume('date-text');
    cannot(value, 'a DateTime');
  }
  if (found.assumed) assume('date-text');
  return dtm(found.seconds, assume);
});

const toDuration = cast((value, { assume, type }) => {
  if (isKind(value, 'int')) return dur(value.value, assume);
  if (!isKind(value, 'str')) return value;
  if (value.value.trim() === '') return notSet(type);
  const found = parseDuration(value.value);
  if (found === undefined) {
    assume('date-text');
    cannot(value, 'a Duration');
  }
  return dur(found, assume);
});

const toCurrency = cast((value, call) => {
  if (isKind(value, 'int')) return { kind: 'cur', amount: new Decimal(value.value), code: undefined };
  if (isKind(value, 'dec')) return { kind: 'cur', amount: value.value, code: undefined };
  if (!isKind(value, 'str')) return value;
  const [amount = '', code = '', ...more] = value.value.split('|');
  if (more.length > 0) cannot(value, 'a Currency');
  return { kind: 'cur', amount: numberIn(amount, call), code: code === '' ? undefined : code.toUpperCase() };
});

const toPhoneNumber = cast((value, { assume }) =>
  isKind(value, 'str') ? { kind: 'phn', number: parsePhoneNumber(value.value, assume) } : value,
);

const toText: Implementation = (values, { overload, assume }) => {
  const [value] = values;
  const at = (name: string) => overload.parameters.findIndex((parameter) => parameter.name === name);
  const places = at('decimalPlaces') < 0 ? undefined : argument(values, at('decimalPlaces'), 'int').value;
  const one = (each: Value): string | undefined => {
    if (each.kind === 'notSet') return undefined;
    if (places !== undefined && isKind(each, 'dec')) return each.value.toFixed(places);
    if (isKind(each, 'cur')) return currencyText(each, places);
    // How many zeros stand at the end is known only of numbers that are written out.
    if (isKind(each, 'dec') && each.places !== Math.max(1, each.value.decimalPlaces()))
      assume('decimal-text');
    return valueText(each, assume);
  };
  if (value === undefined || !isKind(value, 'list'))
    return optionalText(value === undefined ? undefined : one(value));
  const delimiter = at('delimiter') < 0 ? '\n' : (optional(values, at('delimiter'), 'str')?.value ?? '');
  return text(value.items.map((item) => one(item) ?? '').join(delimiter));
};

/** Conversions between types. */
export const CAST: Readonly<Record<string, Implementation>> = {
  ToBool: toBool,
  ToInt: toInt,
  ToDecimal: toDecimal,
  ToDateTime: toDateTime,
  ToDuration: toDuration,
  ToCurrency: toCurrency,
  ToPhoneNumber: toPhoneNumber,
  ToString: toText,
};
