import { visible } from '../../source/invisible.ts';

/** Behind these a line may be broken inside a word, and behind so many characters without any. */
const JOINT = /[._/:=(-](?=[^\s]{4})/g;
const LONG_WORD = /[^\s\u200b]{19}(?=[^\s\u200b]{3})/gu;

/**
 * A text inside a label of a Mermaid diagram, of at most `most` characters on one line. Mermaid reads labels as Markdown and HTML:
 * every character that is neither a letter, a digit nor a space is written as a reference, and so is a first one that begins a list.
 */
export function label(text: string, most: number): string {
  const line = visible(text.slice(0, most + 1)).trim();
  const cut = line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line;
  return cut
    .toWellFormed()
    .replace(JOINT, '$&\u200b')
    .replace(LONG_WORD, '$&\u200b')
    .replace(
      /[^\p{L}\p{N}\p{Emoji_Presentation}\p{M}\u200b ,…“”→·]/gu,
      (character) => `#${character.codePointAt(0)};`,
    )
    .replace(/^\d/, (digit) => `#${digit.codePointAt(0)};`);
}
