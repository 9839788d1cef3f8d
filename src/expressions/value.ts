import type { Decimal } from './decimal.ts';
import { type Type, typeOf } from './type.ts';

/** A part of what a caller hears. */
export type AudioPart =
  | { readonly kind: 'speech'; readonly text: string; readonly language?: string }
  | { readonly kind: 'prompt'; readonly name: string; readonly system: boolean }
  | { readonly kind: 'pause'; readonly milliseconds: number }
  /** A value that the platform reads out: the function that does it, and its arguments as text. */
  | { readonly kind: 'data'; readonly by: string; readonly texts: readonly string[] };

/** A phone number; `uri` is its identity. */
export interface PhoneNumber {
  readonly raw: string;
  readonly scheme: 'tel' | 'sip';
  readonly uri: string;
  readonly dialingCode?: string;
  readonly subscriberNumber?: string;
  readonly e164?: string;
}

/** A value at run time. */
export type Value =
  | { readonly kind: 'notSet'; readonly type: Type }
  | { readonly kind: 'bln'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: number }
  /** `places`: digits behind the point that its text has at least. */
  | { readonly kind: 'dec'; readonly value: Decimal; readonly places?: number }
  | { readonly kind: 'str'; readonly value: string }
  /** Seconds since 1970-01-01T00:00:00Z. */
  | { readonly kind: 'dtm'; readonly seconds: number }
  | { readonly kind: 'dur'; readonly milliseconds: number }
  | { readonly kind: 'cur'; readonly amount: Decimal | undefined; readonly code: string | undefined }
  | { readonly kind: 'phn'; readonly number: PhoneNumber }
  | { readonly kind: 'pmt'; readonly name: string; readonly system: boolean }
  | { readonly kind: 'aud'; readonly parts: readonly AudioPart[]; readonly bargeIn?: boolean }
  /** A member of an enumeration, or an enumeration. */
  | { readonly kind: 'enum'; readonly code: string; readonly name: string }
  /** A queue, user, skill, e-mail address, …: what is known of it by property name. */
  | { readonly kind: 'object'; readonly code: string; readonly properties: Readonly<Record<string, Value>> }
  | { readonly kind: 'list'; readonly code: string; readonly items: readonly Value[] };

export type ValueOf<K extends Value['kind']> = Extract<Value, { readonly kind: K }>;

export function notSet(type: Type): Value {
  return { kind: 'notSet', type };
}

export function bool(value: boolean): Value {
  return { kind: 'bln', value };
}

export function text(value: string): Value {
  return { kind: 'str', value };
}

/** A text, or a NOT_SET String for undefined. */
export function optionalText(value: string | undefined): Value {
  return value === undefined ? notSet(typeOf('str')) : text(value);
}
