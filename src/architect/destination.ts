import { type Dictionary, dictionary, isDictionary } from '../source/data.ts';
import { short } from './spoken-words.ts';
import { namesIn, textOf } from './value.ts';

/** Settings of a transfer that say where it goes, and how that is called. */
const DESTINATIONS: readonly (readonly [string, string])[] = [
  ['targetQueue', 'queue'],
  ['targetFlow', 'flow'],
  ['targetUser', 'user'],
  ['targetGroup', 'group'],
  ['targetNumber', 'number'],
  ['phoneNumber', 'number'],
  ['destination', ''],
];

/** Where a transfer goes: `Queue Support`, `Flow Hours`, `Number +49 …`; an expression as it is written. */
export function destinationOf(kind: string, value: Dictionary): string {
  for (const [field, word] of DESTINATIONS) {
    const found = targetName(value[field]);
    if (found === '') continue;
    if (word !== '') return `${capital(word)} ${found}`;
    return `${kind.endsWith('Voicemail') ? 'Voicemail of ' : ''}${found}`;
  }
  return capital(
    kind
      .replace(/^(?:menuT|t)ransferTo/, '')
      .replace(/Secure$/, '')
      .replace(/^Acd$/, 'queue'),
  );
}

function targetName(setting: unknown): string {
  if (!isDictionary(setting)) return textOf(setting);
  const { lit, exp, name, id } = setting;
  if (typeof exp === 'string') return short(exp);
  if (isDictionary(lit)) return textOf(lit.name) || textOf(lit.id);
  const direct = textOf(lit) || textOf(name) || textOf(id);
  if (direct !== '') return direct;
  // A voicemail's mailbox: `{queue: {targetQueue: …}}`.
  for (const [kind, inner] of Object.entries(setting)) {
    const [only] = Object.values(dictionary(inner));
    if (isDictionary(only) && !('targetQueue' in only)) {
      const found = textOf(dictionary(only.lit).name) || textOf(only.exp) || textOf(only.lit);
      if (found !== '') return `${kind} ${found}`;
    }
  }
  return '';
}

/** The name of the data action that an action calls; empty for an action that calls none. */
export function dataActionOf(value: Dictionary): string {
  const [category] = Object.values(dictionary(value.category));
  return namesIn(dictionary(category).dataAction)[0] ?? '';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
