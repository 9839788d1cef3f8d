import { type Dictionary, isDictionary } from '../source/data.ts';
import { GenesysError } from './error.ts';

/** A text of an answer; undefined for anything else. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A text that an answer must have. Throws a `GenesysError` if it is missing or empty; `what` says of what it is. */
export function requiredText(value: unknown, what: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new GenesysError(
    0,
    'answer',
    `Genesys Cloud gave an answer without ${what}`,
    'Run again. If it stays, check "gateway-url", and ask Genesys support.',
  );
}

/** An id that an answer must have, as it can stand in an address. Throws a `GenesysError` for anything else. */
export function requiredId(value: unknown, what: string): string {
  const id = requiredText(value, what);
  if (/^[\w.-]{1,100}$/.test(id)) return id;
  throw new GenesysError(
    0,
    'answer',
    `Genesys Cloud gave an answer with ${JSON.stringify(id.slice(0, 60))} for ${what}`,
    'Run again. If it stays, check "gateway-url", and ask Genesys support.',
  );
}

/** The entries of a list of an answer, each of them a map; none where it is no list. Throws a `GenesysError` for an entry that is no map. */
export function mapsOf(value: unknown): readonly Dictionary[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  return entries.map((entry) => {
    if (isDictionary(entry)) return entry;
    throw new GenesysError(
      0,
      'answer',
      'Genesys Cloud gave a list with an entry that cannot be read',
      'Run again. If it stays, check "gateway-url", and ask Genesys support.',
    );
  });
}

/** The texts of a map of an answer. */
export function textsOf(value: unknown): Readonly<Record<string, string>> {
  const entries = isDictionary(value) ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
