import { visible } from '../source/invisible.ts';

/** Characters of one text; a name, a message or a hint is far shorter. */
const MOST = 2000;
/** GitHub looks for mentions, issues and emoji in the text that is shown; a space without width keeps it from finding any. */
const APART = '&#8203;';

/** A text as one visible line, of at most `most` characters: line breaks and invisible characters are written out. */
export function oneLine(text: string, most = Number.POSITIVE_INFINITY): string {
  const line = visible(text.length > most ? text.slice(0, most) : text);
  return line.length > most || text.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/** A line for the log that the runner cannot take for a workflow command (`::error::…`, `##[error]…`). */
export function logLine(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      oneLine(line)
        .replace(/:(?=:)/g, ': ')
        .replaceAll('##[', '# #['),
    )
    .join('\n');
}

/** A text inside a line of Markdown, tables and lists included: nothing in it is markup, a link, a mention or HTML. */
export function markdown(text: string, most = MOST): string {
  return startsNoBlock(
    oneLine(text, most)
      .trim()
      .replace(/[&<>\\`*_{}[\]()|~$@#]/g, reference)
      .replace(/:(?=\/\/)/g, `:${APART}`)
      // No emoji has so long a name.
      .replace(/:(?=([\w+-]{1,100}):)/g, (found, name: string) =>
        isEmoji(name) ? `${found}${APART}` : found,
      )
      .replace(/www(?=\.)|GH-/gi, (found) => `${found}${APART}`),
  );
}

/** A text that is the content of an HTML element in a line, such as `<summary>`: GitHub reads Markdown in some of them. */
export function htmlLine(text: string, most = MOST): string {
  return markdown(text, most).replace(/["']/g, reference);
}

/** A text inside `<pre>`: line breaks stay, markup does not. */
export function preformatted(text: string): string {
  return text
    .split('\n')
    .map((line) => oneLine(line).replace(/[&<>"'`@#]/g, reference))
    .join('\n');
}

/** A target inside a Markdown link. */
export function linkTarget(url: string): string {
  if (!URL.canParse(url)) return '';
  const { href, protocol } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return '';
  return href.replace(
    /[()|<>\\"'`[\]\s]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** A name as a part of an address. Half characters, which have no encoding, become the replacement character. */
export function urlPart(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** A list item or quote may begin with the text; then what it begins with must begin no list, rule or heading. */
function startsNoBlock(line: string): string {
  const number = /^\d{1,9}(?=[.)](?:\s|$))/.exec(line)?.[0];
  if (number !== undefined)
    return `${number}&#${line.charCodeAt(number.length)};${line.slice(number.length + 1)}`;
  return /^[-+=]/.test(line) ? `${reference(line[0] ?? '')}${line.slice(1)}` : line;
}

function isEmoji(name: string): boolean {
  // `12:34:56` is none, and places such as `file:12:3` are to be copied.
  return !/^\d+$/.test(name) || name === '100' || name === '1234';
}

/** A character reference; behind those that GitHub looks for in the shown text stands a space without width. */
function reference(character: string): string {
  return `&#${character.charCodeAt(0)};${character === '@' || character === '#' ? APART : ''}`;
}
