import { type Dictionary, isDictionary } from './data.ts';
import type { Part, Path, SourceDocument, Span } from './document.ts';

/** One layer of settings: the part of a document below `prefix`. */
export interface Layer {
  readonly document: SourceDocument;
  readonly prefix: Path;
  readonly value: unknown;
}

/** A place in a file, before it is turned into lines and columns. */
export interface Place {
  readonly document: SourceDocument;
  readonly span: Span;
}

/** Values merged from several layers that remember which file each one came from. */
export interface Layered {
  readonly value: Readonly<Record<string, unknown>>;
  /** The place of the entry at `path` in the highest layer that has it. */
  locate(path: Path, part?: Part): Place;
  /** True if more than one layer says something about a top-level key. */
  isMerged(key: string): boolean;
}

/** Merges maps key by key; lists and single values of the higher layer replace those below. */
function merge(below: Dictionary, above: Dictionary): Dictionary {
  // Without a prototype, so that a key named __proto__ is a key like any other.
  const merged: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(below)) merged[key] = below[key];
  for (const key of Object.keys(above)) {
    const [old, fresh] = [merged[key], above[key]];
    merged[key] = isDictionary(old) && isDictionary(fresh) ? merge(old, fresh) : fresh;
  }
  return merged;
}

function has(value: unknown, path: Path): boolean {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return false;
    current = (current as Dictionary)[step];
  }
  return true;
}

/** The value at `path` inside plain data, or undefined. */
export function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as Dictionary)[step];
  }
  return current;
}

/** A layer of the part of `document` below `prefix`, or nothing if there is no map there. */
export function layer(document: SourceDocument, prefix: Path): Layer | undefined {
  const value = valueAt(document.value, prefix);
  return isDictionary(value) ? { document, prefix, value } : undefined;
}

/** Puts layers on top of each other, the lowest first. At least one layer is needed for places to point to. */
export function stack(layers: readonly Layer[], home: SourceDocument): Layered {
  const maps = layers.filter((each) => isDictionary(each.value));
  const value = maps.reduce<Dictionary>(
    (below, each) => merge(below, each.value as Dictionary),
    Object.create(null),
  );
  return {
    value,
    isMerged: (key) => maps.filter((each) => has(each.value, [key])).length > 1,
    locate(path, part) {
      const owner = maps.toReversed().find((each) => has(each.value, path));
      if (owner)
        return { document: owner.document, span: owner.document.span([...owner.prefix, ...path], part) };
      return { document: home, span: home.span(path, part) };
    },
  };
}
