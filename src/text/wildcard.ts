/**
 * True if the pattern matches the whole text; `*` stands for any characters, none included. Takes at most as many steps
 * as the lengths of pattern and text multiplied, whatever the pattern is.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let [at, seen] = [0, 0];
  let star = -1;
  let from = 0;
  while (seen < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      from = seen;
    } else if (pattern[at] === text[seen]) {
      at++;
      seen++;
    } else if (star >= 0) {
      // Only the last star can give way: what stood before it has found its earliest place.
      at = star + 1;
      seen = ++from;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
