/** Control characters, bidirectional overrides and other invisible ones that can make a text look like another. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A text as one visible line: line breaks and invisible characters are written out. */
export function oneLine(text: string): string {
  return text.replace(UNSEEN, (character) => {
    if (character === '\n') return '\\n';
    if (character === '\r') return '\\r';
    if (character === '\t') return ' ';
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
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

/** A text inside Markdown, tables included: nothing in it is markup, a link, a mention or HTML. */
export function markdown(text: string): string {
  return oneLine(text)
    .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '')
    .replace(/[\\`*_{}[\]()#|~$]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll('@', '&#64;')
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, (found) => `${found.slice(0, 3)}&#46;`);
}

/** A text inside `<pre>` or `<code>`: line breaks stay, markup does not. */
export function html(text: string): string {
  return text
    .split('\n')
    .map((line) => oneLine(line).replace(/[&<>"'`@]/g, (character) => `&#${character.charCodeAt(0)};`))
    .join('\n');
}

/** A label inside a Mermaid diagram, without its quotes: nothing in it ends the label or begins markup. */
export function mermaid(text: string, most = 60): string {
  const line = oneLine(text);
  const cut = line.length > most ? `${line.slice(0, most - 1)}…` : line;
  return cut.replace(/[^ \w.,:!?/\u0080-\uffff-]/g, (character) => `#${character.charCodeAt(0)};`);
}

/** A target inside a Markdown link. */
export function linkTarget(url: string): string {
  if (!URL.canParse(url)) return '';
  return new URL(url).href.replace(
    /[()|<>\s]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
