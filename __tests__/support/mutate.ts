import { dictionary, isDictionary } from '../../src/source/data.ts';

/** Data that may be changed. */
export type Tree = Record<string, unknown>;

/** A copy of data, and for each map of the original the map that it became. */
export function copied(value: unknown): {
  readonly copy: unknown;
  readonly of: ReadonlyMap<unknown, unknown>;
} {
  const of = new Map<unknown, unknown>();
  const copy = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(copy);
    if (!isDictionary(each)) return each;
    const made: Tree = {};
    of.set(each, made);
    for (const [key, inner] of Object.entries(each)) made[key] = copy(inner);
    return made;
  };
  return { copy: copy(value), of };
}

/** A list of parts in a flow: actions, choices, or containers of one kind. */
export interface PartList {
  readonly kind: 'actions' | 'choices' | 'menus' | 'tasks' | 'states' | 'bots' | 'variables';
  readonly items: unknown[];
}

/** All lists of parts of a flow, wherever they stand. */
export function partLists(value: unknown): PartList[] {
  const found: PartList[] = [];
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) open.push(...next);
    else if (isDictionary(next)) {
      for (const [key, each] of Object.entries(next)) {
        const kind = key === 'startUpTaskActions' ? 'actions' : key;
        if (Array.isArray(each) && /^(?:actions|choices|menus|tasks|states|bots|variables)$/.test(kind))
          found.push({ kind: kind as PartList['kind'], items: each });
        if (typeof each === 'object' && each !== null) open.push(each);
      }
    }
  }
  return found.reverse();
}

/** The value of an item such as `{playAudio: {…}}`. */
export function inner(item: unknown): Tree | undefined {
  const [value] = Object.values(dictionary(item));
  return isDictionary(value) ? value : undefined;
}

/** Numbers that are the same for the same seed. */
export function seeded(seed: number): {
  below(limit: number): number;
  pick<T>(list: readonly T[]): T | undefined;
} {
  let state = seed * 2654435761 + 1013904223;
  const next = () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) >>> 0;
    return (state ^ (state >>> 13)) >>> 0;
  };
  const below = (limit: number) => next() % limit;
  return { below, pick: (list) => list[below(Math.max(1, list.length))] };
}

/** Writes every refId of a flow anew, with the references to it. */
export function renumbered(value: unknown, number: (refId: string) => string): unknown {
  const ids = new Map<string, string>();
  const collect = (each: unknown): void => {
    if (Array.isArray(each)) for (const one of each) collect(one);
    else if (isDictionary(each)) {
      if (typeof each.refId === 'string' && !ids.has(each.refId)) ids.set(each.refId, number(each.refId));
      for (const one of Object.values(each)) collect(one);
    }
  };
  collect(value);
  const write = (each: unknown, key: string): unknown => {
    if (Array.isArray(each)) return each.map((one) => write(one, ''));
    if (isDictionary(each))
      return Object.fromEntries(Object.entries(each).map(([name, one]) => [name, write(one, name)]));
    if (typeof each !== 'string') return each;
    if (key === 'refId') return ids.get(each) ?? each;
    if (!key.endsWith('Ref')) return each;
    let text = each;
    for (const [old, fresh] of ids)
      if (text.includes(`[${old}]`)) {
        text = text.replace(`[${old}]`, `[${fresh}]`);
        break;
      }
    return text;
  };
  return write(value, '');
}

/** The same data with the keys of every map in another order, and lists whose order says nothing turned round. */
export function reordered(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((each) => reordered(each));
    return /^(?:menus|tasks|states|bots|choices|variables)$/.test(key) ? items.reverse() : items;
  }
  if (!isDictionary(value)) return value;
  const entries = Object.entries(value).map(([name, each]) => [name, reordered(each, name)] as const);
  // The root key stays the only one, and an item of a list has one key.
  return Object.fromEntries(entries.reverse());
}
