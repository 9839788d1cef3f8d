import type { Part } from './part.ts';

/** More contradictions than this, as a share of the parts that ids and names agree on, and the ids were given anew. */
const MOST_CONTRADICTIONS = 0.2;

/**
 * Pairs of parts with the same id in both versions. Where many of them have the name of another part, the ids were given anew, and
 * only those are taken whose names agree. `twinOf` gives the one part of the later version that says the same under the same name, or
 * -1.
 */
export function trustworthyIds(
  before: readonly Part[],
  after: readonly Part[],
  twinOf: (old: number) => number,
): readonly (readonly [number, number])[] {
  const [old, fresh] = [unique(before, ({ ids }) => ids), unique(after, ({ ids }) => ids)];
  const names = unique(after, ({ name }) => (name === '' ? [] : [name]));
  const agreed: [number, number][] = [];
  const renamed: [number, number][] = [];
  let contradictions = 0;
  for (const [key, at] of old) {
    const other = fresh.get(key) ?? -1;
    const part = before[at];
    if (at < 0 || other < 0 || !part) continue;
    const twin = twinOf(at);
    const namesake = names.get(`${part.kind}\0${part.name}`);
    if (twin === other || (twin < 0 && namesake === other)) agreed.push([at, other]);
    else if (twin >= 0) contradictions++;
    else {
      if (namesake !== undefined && part.name !== after[other]?.name) contradictions++;
      renamed.push([at, other]);
    }
  }
  return contradictions > agreed.length * MOST_CONTRADICTIONS ? agreed : [...agreed, ...renamed];
}

/** Parts by kind and a text that only they have; -1 where several have it. */
function unique(
  parts: readonly Part[],
  textsOf: (part: Part) => readonly string[],
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [at, part] of parts.entries()) {
    for (const text of new Set(textsOf(part))) {
      const key = `${part.kind}\0${text}`;
      found.set(key, found.has(key) ? -1 : at);
    }
  }
  return found;
}
