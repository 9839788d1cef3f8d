import system from './data/system.json' with { type: 'json' };
import { type Assume, MAX_INTEGER, MAX_SECONDS, MIN_SECONDS } from './number.ts';
import { RunTimeError, UnknownResult } from './run-time-error.ts';
import { isUnknown, propertyOf, type Type } from './type.ts';
import { bool, notSet, optionalText, text, type Value, type ValueOf } from './value.ts';

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The value of `target.name`. */
export function propertyValue(target: Value, name: string, type: Type, assume: Assume): Value {
  switch (target.kind) {
    case 'notSet':
      assume('property-of-not-set');
      throw new RunTimeError(`"${name}" is asked of a value that is NOT_SET`);
    case 'cur':
      return name.toLowerCase() === 'code'
        ? optionalText(target.code)
        : target.amount
          ? { kind: 'dec', value: target.amount, places: 2 }
          : notSet(type);
    case 'phn':
      return phoneProperty(target, name);
    case 'pmt':
      if (name.toLowerCase() === 'name') return text(target.name);
      break;
    case 'object': {
      const known = propertyOf({ code: target.code, list: false }, name);
      const key = known === undefined || known === 'none' ? name : known.name;
      const found = Object.hasOwn(target.properties, key) ? target.properties[key] : undefined;
      if (found) return found;
      break;
    }
    case 'enum':
      return member(target, name, assume);
    default:
  }
  throw new UnknownResult(`The value of the property "${name}" is not known here`);
}

function phoneProperty({ number }: ValueOf<'phn'>, name: string): Value {
  switch (name.toLowerCase()) {
    case 'dialingcode':
      return optionalText(number.dialingCode);
    case 'e164':
      return optionalText(number.e164);
    case 'subscribernumber':
      return optionalText(number.subscriberNumber);
    case 'issip':
      return bool(number.scheme === 'sip');
    case 'istel':
      return bool(number.scheme === 'tel');
    case 'raw':
      return text(number.raw);
    case 'scheme':
      return text(number.scheme);
    case 'uri':
      return text(number.uri);
    default:
      throw new UnknownResult(`The value of the property "${name}" is not known here`);
  }
}

/** A member of an enumeration: a value of its own, or the literal that the platform puts in its place. */
function member({ code, name: container }: ValueOf<'enum'>, name: string, assume: Assume): Value {
  const lower = name.toLowerCase();
  if (code === 'cre' && lower === 'code') return text(container.toUpperCase());
  if (code === 'rge') return regionProperty(container.toUpperCase(), lower);
  if (code === 'lge' && lower === 'tag') return text(languageTag(container));
  if (code === 'sde' || code === 'cte') return text(name);
  if (code === 'dwc' && DAYS.includes(lower)) {
    if (lower === 'monday') assume('monday-is-2');
    return { kind: 'int', value: DAYS.indexOf(lower) + 1 };
  }
  const found = propertyOf({ code, list: false }, name);
  if (found === undefined || found === 'none')
    throw new UnknownResult(`${container}.${name} is not known here`);
  return {
    kind: 'enum',
    code: found.type.code,
    name: code === 'dlc' || found.name !== name ? found.name : name,
  };
}

function regionProperty(region: string, property: string): Value {
  if (property === 'countrycode') return text(region);
  const found = system.regions.split(' ').find((each) => each.startsWith(region));
  if (found === undefined || region.length !== 2 || property !== 'dialingcode')
    throw new UnknownResult(`${property} of the region ${region} is not known here`);
  return text(found.slice(2));
}

/** `enUS` is `en-us`. */
function languageTag(name: string): string {
  let at = 0;
  while (at < name.length && name.charAt(at) === name.charAt(at).toLowerCase()) at++;
  return (at === name.length ? name : `${name.slice(0, at)}-${name.slice(at)}`).toLowerCase();
}

/** The value of a variable that is a constant or an enumeration of the platform; undefined for any other. */
export function constant(name: string, type: Type): Value | undefined {
  const lower = name.toLowerCase();
  if (lower.startsWith('prompt.')) return { kind: 'pmt', name: name.slice('prompt.'.length), system: false };
  if (lower.startsWith('promptsystem.'))
    return { kind: 'pmt', name: name.slice('promptsystem.'.length), system: true };
  if (/^(?:format|language)\./.test(lower)) return { kind: 'enum', code: type.code, name };
  if (!lower.startsWith('system.')) return undefined;
  const found = CONSTANTS[lower];
  return found ?? (isUnknown(type) ? undefined : { kind: 'enum', code: type.code, name });
}

const CONSTANTS: Readonly<Record<string, Value>> = {
  'system.maxint': { kind: 'int', value: MAX_INTEGER },
  'system.minint': { kind: 'int', value: -MAX_INTEGER },
  'system.maxduration': { kind: 'dur', milliseconds: MAX_INTEGER },
  'system.minduration': { kind: 'dur', milliseconds: -MAX_INTEGER },
  'system.maxdatetime': { kind: 'dtm', seconds: MAX_SECONDS },
  'system.mindatetime': { kind: 'dtm', seconds: MIN_SECONDS },
};
