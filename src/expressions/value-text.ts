import { decimalText } from './decimal.ts';
import type { Assume } from './number.ts';
import { UnknownResult } from './run-time-error.ts';
import { dateTimeText, durationText } from './time.ts';
import type { AudioPart, Value, ValueOf } from './value.ts';

/** Digits behind the point of an amount of money. */
const CURRENCY_PLACES = 2;

/** What `ToString` makes of a value; undefined for NOT_SET. */
export function valueText(value: Value, assume: Assume): string | undefined {
  switch (value.kind) {
    case 'notSet':
      return undefined;
    case 'bln':
      return String(value.value);
    case 'int':
      return String(value.value);
    case 'dec':
      return decimalText(value.value, value.places);
    case 'str':
      return value.value;
    case 'dtm':
      return dateTimeText(value.seconds);
    case 'dur':
      return durationText(value.milliseconds);
    case 'cur':
      return currencyText(value);
    case 'phn':
      return value.number.uri;
    case 'pmt':
      return value.name;
    case 'object':
      return objectText(value, assume);
    default:
      throw new UnknownResult('ToString of this value is not known');
  }
}

/** `10.00|USD`; either part can be NOT_SET and is left out. */
export function currencyText({ amount, code }: ValueOf<'cur'>, places?: number): string {
  const shown =
    amount === undefined
      ? ''
      : places === undefined
        ? decimalText(amount, CURRENCY_PLACES)
        : amount.toFixed(places);
  return `${shown}|${code ?? ''}`;
}

/** The property that stands for an object as text, by type. */
const TEXT_PROPERTY: Readonly<Record<string, string>> = {
  usr: 'username',
  que: 'name',
  skl: 'name',
  lac: 'name',
  grp: 'name',
  wrc: 'name',
  cpx_email_address: 'id',
  cpx_email_attachment: 'id',
  cpx_external_organization: 'id',
  cpx_external_contact: 'id',
  cpx_external_phone_number: 'display',
};

function objectText({ code, properties }: ValueOf<'object'>, assume: Assume): string | undefined {
  const found = properties[TEXT_PROPERTY[code] ?? ''];
  if (!found) throw new UnknownResult('The text of this object is not known');
  return valueText(found, assume);
}

/** A value as Architect writes it in its examples: `true`, `"text"`, `5.25`, `NOT_SET`; items of a collection apart. */
export function literalText(value: Value): string | string[] {
  switch (value.kind) {
    case 'notSet':
      return 'NOT_SET';
    case 'str':
      return JSON.stringify(value.value);
    case 'list':
      return value.items.map((item) => [literalText(item)].flat().join(', '));
    case 'aud':
      return value.parts.map(partText).join(' + ');
    case 'pmt':
      return `${value.system ? 'PromptSystem' : 'Prompt'}.${value.name}`;
    case 'enum':
      return value.name;
    case 'object': {
      const { [TEXT_PROPERTY[value.code] ?? 'name']: usual, name, id } = value.properties;
      const shown = usual ?? name ?? id;
      return shown ? [literalText(shown)].flat().join('') : value.code;
    }
    default:
      return valueText(value, () => {}) ?? 'NOT_SET';
  }
}

function partText(part: AudioPart): string {
  switch (part.kind) {
    case 'speech':
      return `ToAudioTTS(${JSON.stringify(part.text)}${part.language === undefined ? '' : `, "${part.language}"`})`;
    case 'prompt':
      return `${part.system ? 'PromptSystem' : 'Prompt'}.${part.name}`;
    case 'pause':
      return `ToAudioBlank(${part.milliseconds})`;
    case 'data':
      return `${part.by}(${part.texts.join(', ')})`;
  }
}
