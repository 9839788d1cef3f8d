import { textOf } from './value.ts';

/** The types of variables that are known, without their collections. */
const SCALARS = [
  'agentScorePair',
  'boolean',
  'communication',
  'contactList',
  'currency',
  'date',
  'dateTime',
  'decimal',
  'duration',
  'email',
  'emailAddress',
  'emailAttachment',
  'emergencyGroup',
  'externalContact',
  'externalOrganization',
  'group',
  'integer',
  'json',
  'languageSkill',
  'phoneNumber',
  'prompt',
  'queue',
  'schedule',
  'scheduleGroup',
  'shortMessage',
  'skill',
  'string',
  'time',
  'user',
  'wrapupCode',
];
const KNOWN: ReadonlySet<string> = new Set(
  SCALARS.flatMap((name) => [name, `${name}Collection`]).map((name) => name.toLowerCase()),
);

/** True for the type of a variable that is known, as statements and declarations write it. */
export function isKnownType(type: string): boolean {
  return KNOWN.has(type.toLowerCase());
}

const INTEGER = /^[-+]?\d{1,15}$/;
const DECIMAL = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)$/;
/** Texts that are read as Booleans. */
const BOOLEANS: ReadonlySet<string> = new Set(['true', 'false']);

/** What a literal of this type has to be, where this one certainly is not; undefined where it is, or nobody knows. */
export function wrongLiteral(type: string, literal: unknown): string | undefined {
  if (literal === undefined || literal === null || literal === '') return undefined;
  const text = textOf(literal);
  // A longer text is no number that the platform takes.
  const is = (pattern: RegExp) => text.length <= 60 && pattern.test(text);
  switch (type) {
    case 'integer':
      return is(INTEGER) || Number.isSafeInteger(literal) ? undefined : 'a whole number of at most 15 digits';
    case 'decimal':
      return is(DECIMAL) || (typeof literal === 'number' && Number.isFinite(literal))
        ? undefined
        : 'a number';
    case 'boolean':
      return typeof literal === 'boolean' || BOOLEANS.has(text.toLowerCase()) ? undefined : 'true or false';
    default:
      return undefined;
  }
}
