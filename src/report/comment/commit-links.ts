/**
 * Our own Markdown around texts, in which their special characters are references: targets of links, tags, references, code. Then
 * an id as Genesys has them, which stays whole so that it can be copied. Then what GitHub makes a link to a commit of.
 */
const WORDS =
  /\]\([^()[\]]*\)|<[^<>]*>|&#\d{1,7};|`[^`]*`|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b[0-9a-f]{7,40}\b/gi;
const APART = '&#8203;';

/**
 * Escaped Markdown in which GitHub finds no commit to link to: a space without width stands inside of what could be the id of one.
 * Words of digits only stay whole, so that telephone numbers can be copied.
 */
export function withoutCommitLinks(markdown: string): string {
  return markdown.replace(WORDS, (word) => {
    if (!/^[0-9a-f]+$/i.test(word) || /^\d+$/.test(word)) return word;
    return word.replace(/.{6}(?=.)/g, (part) => `${part}${APART}`);
  });
}
