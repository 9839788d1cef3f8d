import { between } from './phrases.ts';

const NOT_FOUND =
  'The org has nothing of that name, or the OAuth client may not see it. Names are compared letter by letter.';
const PUBLISH_FIRST = 'Publish it first: add its file to the repository, or name it under "depends_on".';

/** What to do about a cause, by what the platform says; texts are those that tools in the field have quoted. */
const KNOWN: readonly (readonly [pattern: RegExp | readonly string[], todo: string])[] = [
  [["find '", "' by value of '", "' - no matches"], NOT_FOUND],
  [["find '", "' by value of '", "' - failed to find item"], NOT_FOUND],
  [
    /unable to disambiguate/i,
    'Two things in the org differ only by upper and lower case. Rename one of them.',
  ],
  [
    /locked by another entity/i,
    'Ask the holder of the lock to save and unlock the flow in Architect, then run again.',
  ],
  [/not locked by client/i, 'Another user took the lock meanwhile. Run again when the flow is free.'],
  [/substitution key/i, 'Add the token to "substitutions" of the manifest.'],
  [/refId/, 'A reference of the flow leads nowhere; look at startUpRef and the target…Ref fields.'],
  [
    /could not find the flow with id/i,
    'The platform’s own look-ups ran into the rate limit, or the flow is gone. Run again later, with a lower "concurrency".',
  ],
  [
    /cannot be assigned a value/i,
    'The org does not know this property: it may have another version of Architect than the org that the file comes from. Remove it, or compare with an export of an org of this region.',
  ],
  [
    /did not find a text to speech voice/i,
    'The org has no such voice for this language. Name one of its own, or leave the voice to the engine’s default.',
  ],
  [/text to speech is not supported/i, 'Use a recorded prompt here, or give the language a voice.'],
  [["the flow named '", "' of type '", "' does not exist"], PUBLISH_FIRST],
  [["Flow '", "' version '", "' is missing"], PUBLISH_FIRST],
  [/cannot be used in flows of type/i, 'This type of flow has no such action. Take another one.'],
  [/^Another \w+ has the same name/i, 'Give one of the two another name.'],
  [["the flow name '", "' is invalid"], 'Give the flow a name without spaces at its ends.'],
  [
    /published flow is not searchable/i,
    'The platform needs a moment until others can refer to it. Run again in a minute.',
  ],
  [/\bcode: 99\b/, 'The platform gave no cause. A client without the permission architect:ui:view ends so.'],
  [/unable to verify the first certificate/i, 'A proxy inspects TLS between the platform and its services.'],
];

/** What to do about a cause; `exact`: its place in the file is known. */
export function advice(text: string, exact = true): string {
  const permission = /the '([\w:]+)' permission is required/.exec(text)?.[1];
  if (permission) return `Give a role with ${permission} to the OAuth client, in the division of the flow.`;
  const known = KNOWN.find(([pattern]) =>
    pattern instanceof RegExp ? pattern.test(text) : between(text, pattern),
  )?.[1];
  return known ?? (exact ? 'Fix the flow at this place.' : 'Fix what the message names, then run again.');
}
