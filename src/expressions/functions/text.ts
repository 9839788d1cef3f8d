import { compareTexts, fold } from '../equality.ts';
import { argument, type Implementation, type Invocation, optional } from '../implementation.ts';
import { int } from '../number.ts';
import { UnknownResult } from '../run-time-error.ts';
import { bool, notSet, optionalText, text, type Value } from '../value.ts';

/** What the trimming functions take away. */
const BLANKS = ' \t\r\n';

function string(values: readonly Value[], index: number): string {
  return argument(values, index, 'str').value;
}

function integer(values: readonly Value[], index: number): number {
  return argument(values, index, 'int').value;
}

function trimStart(value: string): string {
  let start = 0;
  while (start < value.length && BLANKS.includes(value.charAt(start))) start++;
  return value.slice(start);
}

function trimEnd(value: string): string {
  let end = value.length;
  while (end > 0 && BLANKS.includes(value.charAt(end - 1))) end--;
  return value.slice(0, end);
}

/** A function that counts characters; texts with pairs of code units make that an assumption. */
function counting(of: Implementation): Implementation {
  return (values, call) => {
    if (/[\ud800-\udfff]/.test(string(values, 0))) call.assume('character-count');
    return of(values, call);
  };
}

const findString: Implementation = (values, call) => {
  const { parameters } = call.overload;
  const at = (name: string) => parameters.findIndex((parameter) => parameter.name === name);
  const nth = at('occurrenceNumber') < 0 ? 1 : integer(values, at('occurrenceNumber'));
  const ignoreCase = at('ignoreCase') >= 0 && argument(values, at('ignoreCase'), 'bln').value;
  const [whole, wanted] = [string(values, 0), string(values, 1)].map((each) =>
    ignoreCase ? fold(each) : each,
  );
  return int(nthIndex(whole ?? '', wanted ?? '', nth, call), call.assume);
};

function nthIndex(whole: string, wanted: string, nth: number, { assume }: Invocation): number {
  if (wanted === '') {
    assume('empty-search');
    return nth <= whole.length + 1 ? nth - 1 : -1;
  }
  let found = -1;
  let end = 0;
  for (let count = 0; count < nth; count++) {
    found = whole.indexOf(wanted, found + 1);
    if (found < 0) return -1;
    if (found < end) assume('overlapping-search');
    end = found + wanted.length;
  }
  return found;
}

const contains: Implementation = (values) => {
  const ignoreCase = values.length > 2 && argument(values, 2, 'bln').value;
  const [whole, wanted] = [string(values, 0), string(values, 1)].map((each) =>
    ignoreCase ? fold(each) : each,
  );
  return bool((whole ?? '').includes(wanted ?? ''));
};

const compare: Implementation = (values, { assume }) => {
  const [a, b] = [optional(values, 0, 'str')?.value, optional(values, 1, 'str')?.value];
  if (a === undefined || b === undefined)
    return int(Number(a !== undefined) - Number(b !== undefined), assume);
  return int(order(a, b, values.length > 2 && argument(values, 2, 'bln').value, assume), assume);
};

/** The order of two texts; only for letters, digits and spaces of English it is beyond doubt. */
export function order(a: string, b: string, ignoreCase: boolean, assume: Invocation['assume']): number {
  if (!/^[A-Za-z0-9 ]*$/.test(a) || !/^[A-Za-z0-9 ]*$/.test(b)) assume('collation');
  return compareTexts(a, b, ignoreCase);
}

const replace: Implementation = (values) => {
  const wanted = string(values, 1);
  const whole = string(values, 0);
  return text(wanted === '' ? whole : whole.split(wanted).join(optional(values, 2, 'str')?.value ?? ''));
};

const split: Implementation = (values, { assume }) => {
  const whole = string(values, 0);
  const by = string(values, 1);
  if (by === '' && /[\ud800-\udfff]/.test(whole)) assume('character-count');
  return { kind: 'list', code: 'str', items: (whole === '' ? [''] : whole.split(by)).map(text) };
};

const detectLanguage: Implementation = (values) => {
  const sample = optional(values, 0, 'str')?.value;
  if (sample === undefined || sample.trim() === '') return values[1] ?? notSet({ code: 'str', list: false });
  throw new UnknownResult('Only the platform can detect the language of a text');
};

/** A part of an e-mail address; NOT_SET if it has no such part. */
function addressPart(of: (address: string, at: number) => string): Implementation {
  return (values) => {
    const [value] = values;
    const known = value?.kind === 'object' ? value.properties.id : value;
    const address = known?.kind === 'str' ? known.value : '';
    const at = address.lastIndexOf('@');
    return optionalText(at > 0 && at < address.length - 1 ? of(address, at) : undefined);
  };
}

/** Functions of texts and e-mail addresses. */
export const TEXT: Readonly<Record<string, Implementation>> = {
  Left: counting((values) => text(string(values, 0).slice(0, integer(values, 1)))),
  Right: counting((values) =>
    text(string(values, 0).slice(Math.max(0, string(values, 0).length - integer(values, 1)))),
  ),
  Substring: counting((values) => {
    const start = integer(values, 1);
    return text(string(values, 0).slice(start, start + integer(values, 2)));
  }),
  Length: counting((values, { assume }) => int(string(values, 0).length, assume)),
  Reverse: counting((values) => text(Array.from(string(values, 0)).reverse().join(''))),
  Lower: (values) => text(string(values, 0).toLowerCase()),
  Upper: (values) => text(string(values, 0).toUpperCase()),
  LTrim: (values) => text(trimStart(string(values, 0))),
  RTrim: (values) => text(trimEnd(string(values, 0))),
  Trim: (values) => text(trimStart(trimEnd(string(values, 0)))),
  Replace: replace,
  Contains: contains,
  FindString: findString,
  Compare: compare,
  Split: split,
  DetectLanguage: detectLanguage,
  EmailAddressDomainPart: addressPart((address, at) => address.slice(at + 1)),
  EmailAddressLocalPart: addressPart((address, at) => address.slice(0, at)),
  MakeEmailAddress: (values) => ({
    kind: 'object',
    code: 'cpx_email_address',
    properties: { id: text(string(values, 0)), name: optionalText(optional(values, 1, 'str')?.value) },
  }),
};
