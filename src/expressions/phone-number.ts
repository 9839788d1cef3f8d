import system from './data/system.json' with { type: 'json' };
import type { Assume } from './number.ts';
import { UnknownResult } from './run-time-error.ts';
import type { PhoneNumber } from './value.ts';

/** Digits of the longest phone number of E.164. */
const MAX_DIGITS = 15;

/** Reads a phone number: `+13178723000`, `13178723000`, `tel:+1…`, `sip:` and `sips:` addresses. */
export function parsePhoneNumber(raw: string, assume: Assume): PhoneNumber {
  const trimmed = raw.trim();
  const colon = trimmed.indexOf(':');
  const scheme = trimmed.slice(0, Math.max(0, colon)).toLowerCase();
  if (scheme === 'sip' || scheme === 'sips')
    return { raw, scheme: 'sip', uri: `${scheme}${trimmed.slice(colon)}` };
  const number = scheme === 'tel' ? trimmed.slice(colon + 1) : trimmed;
  const digits = number.replace(/[\s().-]/g, '').replace(/^\+/, '');
  if (digits !== number.replace(/^\+/, '')) assume('phone-text');
  if (!/^\d+$/.test(digits) || digits.length > MAX_DIGITS)
    throw new UnknownResult(`Only the platform can read the phone number ${JSON.stringify(raw)}`);
  const e164 = `+${digits}`;
  const dialingCode = dialingCodeOf(digits);
  return {
    raw,
    scheme: 'tel',
    uri: `tel:${e164}`,
    e164,
    ...(dialingCode === undefined ? {} : { dialingCode, subscriberNumber: digits.slice(dialingCode.length) }),
  };
}

let codes: ReadonlySet<string> | undefined;

/** The dialing code that a number starts with; none of them is the start of another one. */
function dialingCodeOf(digits: string): string | undefined {
  codes ??= new Set(system.regions.split(' ').map((region) => region.slice(2)));
  return [3, 2, 1].map((length) => digits.slice(0, length)).find((code) => codes?.has(code));
}
