import system from '../data/system.json' with { type: 'json' };
import { Decimal } from '../decimal.ts';
import { argument, type Implementation, isKind, optional } from '../implementation.ts';
import { isCurrency } from '../literals.ts';
import { inRange } from '../number.ts';
import { RunTimeError, UnknownResult } from '../run-time-error.ts';
import { type AudioPart, notSet, optionalText, text, type Value } from '../value.ts';
import { literalText } from '../value-text.ts';

const SYMBOLS: Readonly<Record<string, string>> = system.symbols;

function currencyCode(values: readonly Value[], index: number): string | undefined {
  const code = optional(values, index, 'str')?.value;
  if (code === undefined) return undefined;
  if (!isCurrency(code)) throw new RunTimeError(`${JSON.stringify(code)} is no ISO 4217 currency code`);
  return code.toUpperCase();
}

function amount(value: Value | undefined): Decimal | undefined {
  if (isKind(value, 'dec')) return value.value;
  return isKind(value, 'int') ? new Decimal(value.value) : undefined;
}

const makeListCurrency: Implementation = (values) => {
  const { items } = argument(values, 0, 'list');
  const [, codes] = values;
  if (isKind(codes, 'list') && codes.items.length !== items.length)
    throw new RunTimeError(`There are ${items.length} amounts and ${codes.items.length} currency codes`);
  return {
    kind: 'list',
    code: 'cur',
    items: items.map((item, index) => ({
      kind: 'cur',
      amount: amount(item),
      code: isKind(codes, 'list') ? currencyCode(codes.items, index) : currencyCode(values, 1),
    })),
  };
};

const convertCurrency: Implementation = (values, { type, assume }) => {
  const source = optional(values, 0, 'cur');
  if (!source) return notSet(type);
  const rate = values.length > 2 ? argument(values, 2, 'dec').value : undefined;
  return {
    kind: 'cur',
    amount: source.amount && rate ? inRange(source.amount.times(rate), assume) : source.amount,
    code: currencyCode(values, 1),
  };
};

const getCurrencySymbol: Implementation = (values) => {
  const [value] = values;
  const code = isKind(value, 'cur') ? value.code : currencyCode(values, 0);
  return optionalText(code === undefined ? undefined : (SYMBOLS[code] ?? code));
};

/** The org is asked by name; without an answer the result is not known. */
const find: Implementation = (values, { name, type, world }) => {
  const wanted = optional(values, 0, 'str')?.value;
  if (wanted === undefined || wanted === '') return notSet(type);
  const found = world.find?.(name, wanted);
  if (!found) throw new UnknownResult(`What ${name} finds in the org is not known here`);
  return found;
};

/** `ToUser("…")` and the like: the object of the org that has this name. */
const toOrgObject: Implementation = (values, { type, assume, name, world }) => {
  const [value] = values;
  if (value === undefined || value.kind === 'notSet') return notSet(type);
  if (!isKind(value, 'str')) return value;
  const found = world.find?.(name, value.value);
  if (found) return found;
  assume('org-object');
  return {
    kind: 'object',
    code: type.code,
    properties: { name: value, ...(type.code === 'usr' ? { username: value } : {}) },
  };
};

function languages(all: boolean): Implementation {
  return (_, { world }) => {
    if (!world.languages) throw new UnknownResult('The languages of the flow are not known here');
    const [first = ''] = world.languages;
    return all ? { kind: 'list', code: 'str', items: world.languages.map(text) } : text(first);
  };
}

function audio(...list: AudioPart[]): Value {
  return { kind: 'aud', parts: list };
}

/** Prompts and audio as parts of audio. */
function parts(value: Value): readonly AudioPart[] {
  if (isKind(value, 'aud')) return value.parts;
  return isKind(value, 'pmt') ? [{ kind: 'prompt', name: value.name, system: value.system }] : [];
}

/** Audio that the platform makes of a value; a pause if it is NOT_SET. */
const spoken: Implementation = (values, { name }) =>
  values[0]?.kind === 'notSet'
    ? audio({ kind: 'pause', milliseconds: 0 })
    : audio({ kind: 'data', by: name, texts: values.map((value) => [literalText(value)].flat().join(', ')) });

const speech: Implementation = (values, call) => {
  const words = optional(values, 0, 'str')?.value;
  const [, format] = values;
  if (words === undefined) return audio({ kind: 'pause', milliseconds: 0 });
  if (isKind(format, 'enum')) return spoken(values, call);
  return audio({ kind: 'speech', text: words, ...(isKind(format, 'str') ? { language: format.value } : {}) });
};

/** Texts, or audio and prompts, one after the other. */
export const append: Implementation = (values, { overload }) =>
  overload.returns.code === 'aud'
    ? audio(...values.flatMap(parts))
    : text(values.map((value) => (isKind(value, 'str') ? value.value : '')).join(''));

/** Money, objects of the org, languages and audio. */
export const OTHER: Readonly<Record<string, Implementation>> = {
  Append: append,
  MakeCurrency: (values) => ({ kind: 'cur', amount: amount(values[0]), code: currencyCode(values, 1) }),
  MakeListCurrency: makeListCurrency,
  ConvertCurrency: convertCurrency,
  GetCurrencySymbol: getCurrencySymbol,
  FindSystemPrompt: find,
  FindUserPrompt: find,
  FindUser: find,
  FindQueue: find,
  FindSkill: find,
  FindLanguageSkill: find,
  ToSkill: toOrgObject,
  ToUser: toOrgObject,
  ToLanguageSkill: toOrgObject,
  ToQueue: toOrgObject,
  ToGroup: toOrgObject,
  ToWrapupCode: toOrgObject,
  GetDefaultLanguage: languages(false),
  GetSupportedLanguages: languages(true),
  AudioPlaybackOptions: (values) => ({
    kind: 'aud',
    parts: values.slice(0, 1).flatMap(parts),
    bargeIn: argument(values, 1, 'bln').value,
  }),
  ToAudio: (values) => audio(...values.flatMap(parts)),
  ToAudioTTS: speech,
  ToAudioBlank: (values) => audio({ kind: 'pause', milliseconds: argument(values, 0, 'int').value }),
  ToAudioBool: spoken,
  ToAudioCurrency: spoken,
  ToAudioDate: spoken,
  ToAudioDateTime: spoken,
  ToAudioDuration: spoken,
  ToAudioNumber: spoken,
  ToAudioNumberOrdinal: spoken,
  ToAudioPercent: spoken,
  ToAudioPhoneNumber: spoken,
  ToAudioTime: spoken,
  ToAudioTimeRange: spoken,
};
