/** A part of a text that is kept or left out as a whole, under the name that a reader knows it by. */
export interface NamedPart {
  readonly name: string;
  readonly text: string;
}

const JOINT = '\n\n';

/**
 * Joins `first`, the parts and `last` with empty lines, in at most `most` characters. Where not all parts fit, those that come
 * first have the first choice, and a line in front of `last` names the others; `where` completes it. `first` and `last` must fit.
 */
export function fitParts(
  first: string,
  parts: readonly NamedPart[],
  last: string,
  { most, where }: { readonly most: number; readonly where: string },
): string {
  const given = parts.filter(({ text }) => text !== '');
  const join = (kept: readonly NamedPart[], left: readonly NamedPart[]) =>
    [first, ...kept.map(({ text }) => text), ...(left.length > 0 ? [leftOut(left, where)] : []), last].join(
      JOINT,
    );
  const whole = join(given, []);
  if (whole.length <= most) return whole;
  // The line is as long as it can become, so that leaving out one more part never makes the text longer.
  let space = most - join([], given).length;
  const kept = new Set<NamedPart>();
  for (const part of given) {
    const needed = part.text.length + JOINT.length;
    if (needed > space) continue;
    space -= needed;
    kept.add(part);
  }
  return join(
    given.filter((part) => kept.has(part)),
    given.filter((part) => !kept.has(part)),
  );
}

function leftOut(parts: readonly NamedPart[], where: string): string {
  const names = parts.map(({ name }) => name).join(', ');
  return `Left out, because a comment has a limit: ${names}. ${where}`;
}
