/**
 * What stands between these parts of a text, in which they follow one another in this order, capitals aside: `find '`,
 * `' by value of '` and `'` give what was sought and by what. Undefined where one is missing. Reads the text once.
 */
export function between(text: string, parts: readonly string[]): string[] | undefined {
  const folded = lower(text);
  const found: string[] = [];
  let end: number | undefined;
  for (const part of parts) {
    const at = folded.indexOf(lower(part), end ?? 0);
    if (at < 0) return undefined;
    if (end !== undefined) found.push(text.slice(end, at));
    end = at + part.length;
  }
  return found;
}

/** Letters outside ASCII can change their length in lower case, and places would move. */
function lower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
