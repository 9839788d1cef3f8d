import type { Dictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';

interface Entry {
  readonly key: string | number;
  readonly value: unknown;
  readonly parent: number;
  readonly depth: number;
  off: boolean;
  end: number;
}

/**
 * Every value of a file in the order of the text, each before what is in it. Rules look through this list instead of
 * walking the tree, and build the path of an entry only where they find something. Entry 0 is the file itself.
 */
export class Entries {
  readonly #list: Entry[] = [];

  constructor(file: unknown) {
    const list = this.#list;
    const open: Entry[] = [{ key: '', value: file, parent: -1, depth: 0, off: false, end: 0 }];
    for (let entry = open.pop(); entry; entry = open.pop()) {
      const parent = list.length;
      list.push(entry);
      entry.end = parent + 1;
      if (typeof entry.value === 'object' && entry.value !== null) addChildren(open, entry, parent);
    }
    for (let at = list.length - 1; at > 0; at--) {
      const parent = list[this.parent(at)];
      if (parent && parent.end < this.end(at)) parent.end = this.end(at);
    }
  }

  get length(): number {
    return this.#list.length;
  }

  /** The key in its map, or the index in its list. */
  key(at: number): string | number {
    return this.#list[at]?.key ?? '';
  }

  value(at: number): unknown {
    return this.#list[at]?.value;
  }

  /** The map or list that it stands in; -1 for the file. */
  parent(at: number): number {
    return this.#list[at]?.parent ?? -1;
  }

  /** The number of steps in its path. */
  depth(at: number): number {
    return this.#list[at]?.depth ?? 0;
  }

  /** True for a map with `enabled: false` and all that is in it. */
  isOff(at: number): boolean {
    return this.#list[at]?.off ?? false;
  }

  /** The entry after it and all that is in it. The first entry in it, if there is one, is `at + 1`. */
  end(at: number): number {
    return this.#list[at]?.end ?? at + 1;
  }

  /** The entry of this key in a map; -1 if there is none. */
  child(at: number, key: string): number {
    const end = this.end(at);
    for (let each = at + 1; each < end; each = this.end(each)) if (this.key(each) === key) return each;
    return -1;
  }

  path(at: number): Path {
    const path: (string | number)[] = [];
    for (let each = at; each > 0; each = this.parent(each)) path.push(this.key(each));
    return path.reverse();
  }
}

/** Puts what a map or list holds on the stack, the first on top. */
function addChildren(open: Entry[], holder: Entry, parent: number): void {
  const depth = holder.depth + 1;
  if (Array.isArray(holder.value)) {
    for (let key = holder.value.length - 1; key >= 0; key--)
      open.push({ key, value: holder.value[key], parent, depth, off: holder.off, end: 0 });
    return;
  }
  const map = holder.value as Dictionary;
  if (map.enabled === false) holder.off = true;
  const keys = Object.keys(map);
  for (let at = keys.length - 1; at >= 0; at--) {
    const key = keys[at] ?? '';
    open.push({ key, value: map[key], parent, depth, off: holder.off, end: 0 });
  }
}
