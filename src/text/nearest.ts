import { closest, distance } from 'fastest-levenshtein';

/** Longer names are no typing errors, and comparing them costs time. */
const LONGEST = 200;
/** Names up to this length are near only with one wrong letter. */
const SHORT = 6;

/** The known name that a misspelt one most likely means, for a hint; undefined if none is near enough. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const near = nearest(name, known);
  return near && near.distance <= Math.max(2, Math.floor(name.length / 3)) && near.distance < name.length
    ? near.name
    : undefined;
}

/**
 * The known name that a name is one or two letters away from, or from which only its capitals differ. Names that mean
 * something else are further away, so this decides about findings, while `nearestName` only fills in a hint.
 */
export function nearMiss(name: string, known: readonly string[]): string | undefined {
  const near = nearest(name, known);
  if (!near || near.name === name) return undefined;
  const swapped = known.find((each) => isSwapped(name, each));
  if (swapped !== undefined) return swapped;
  return near.distance <= (Math.min(name.length, near.name.length) <= SHORT ? 1 : 2) ? near.name : undefined;
}

/** The one known name that a name can be corrected to without asking: a near miss, and no other known name is as near. */
export function surelyMeant(name: string, known: readonly string[]): string | undefined {
  const near = nearMiss(name, known);
  if (near === undefined) return undefined;
  const far = distance(name.toLowerCase(), near.toLowerCase());
  const others = known.filter((each) => each !== near && each.length <= LONGEST);
  return others.some((each) => distance(name.toLowerCase(), each.toLowerCase()) <= far) ? undefined : near;
}

/** `Did you mean "x"?` where a known name is near, else another hint. */
export function didYouMean(name: string, known: readonly string[], otherwise: string): string {
  const near = nearestName(name, known);
  return near === undefined ? otherwise : `Did you mean "${near}"?`;
}

/** True for two names that differ in two neighbouring letters that have changed places. */
function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at < a.length && b === `${a.slice(0, at)}${a[at + 1] ?? ''}${a[at] ?? ''}${a.slice(at + 2)}`;
}

function nearest(name: string, known: readonly string[]): { name: string; distance: number } | undefined {
  if (known.length === 0 || name.length === 0 || name.length > LONGEST) return undefined;
  const lower = name.toLowerCase();
  const folded = known.map((each) => (each.length > LONGEST ? '' : each.toLowerCase()));
  const at = folded.indexOf(closest(lower, folded));
  return { name: known[at] ?? '', distance: distance(lower, folded[at] ?? '') };
}
