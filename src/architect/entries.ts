import type { Dictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';

/** A map or list whose members are being added. */
interface Holder {
  readonly at: number;
  readonly value: Dictionary | readonly unknown[];
  /** Undefined for a list. */
  readonly keys: readonly string[] | undefined;
  readonly count: number;
  next: number;
}

/**
 * Every value of a file in the order of the text, each before what is in it. Rules look through this list instead of
 * walking the tree, and build the path of an entry only where they find something. Entry 0 is the file itself. Each property
 * of the entries has a list of its own: an object for each value costs a third of the time of reading a flow.
 */
export class Entries {
  readonly #keys: (string | number)[] = [];
  readonly #values: unknown[] = [];
  readonly #parents: number[] = [];
  readonly #depths: number[] = [];
  readonly #off: boolean[] = [];
  readonly #ends: number[] = [];

  constructor(file: unknown) {
    const open: Holder[] = [];
    this.#add('', file, -1, open);
    for (let holder = open.at(-1); holder; holder = open.at(-1)) {
      if (holder.next === holder.count) {
        this.#ends[holder.at] = this.#values.length;
        open.pop();
        continue;
      }
      const index = holder.next++;
      const { keys, value } = holder;
      if (keys === undefined) this.#add(index, (value as readonly unknown[])[index], holder.at, open);
      else {
        const key = keys[index] ?? '';
        this.#add(key, (value as Dictionary)[key], holder.at, open);
      }
    }
  }

  /** Adds an entry, and what it holds to the open ones. */
  #add(key: string | number, value: unknown, parent: number, open: Holder[]): void {
    const at = this.#values.length;
    const isOff = this.#off[parent] ?? false;
    this.#keys.push(key);
    this.#values.push(value);
    this.#parents.push(parent);
    this.#depths.push((this.#depths[parent] ?? -1) + 1);
    this.#ends.push(at + 1);
    this.#off.push(isOff);
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      open.push({ at, value, keys: undefined, count: value.length, next: 0 });
      return;
    }
    const map = value as Dictionary;
    if (map.enabled === false) this.#off[at] = true;
    const keys = Object.keys(map);
    open.push({ at, value: map, keys, count: keys.length, next: 0 });
  }

  get length(): number {
    return this.#values.length;
  }

  /** The key in its map, or the index in its list. */
  key(at: number): string | number {
    return this.#keys[at] ?? '';
  }

  value(at: number): unknown {
    return this.#values[at];
  }

  /** The map or list that it stands in; -1 for the file. */
  parent(at: number): number {
    return this.#parents[at] ?? -1;
  }

  /** The number of steps in its path. */
  depth(at: number): number {
    return this.#depths[at] ?? 0;
  }

  /** True for a map with `enabled: false` and all that is in it. */
  isOff(at: number): boolean {
    return this.#off[at] ?? false;
  }

  /** The entry after it and all that is in it. The first entry in it, if there is one, is `at + 1`. */
  end(at: number): number {
    return this.#ends[at] ?? at + 1;
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
