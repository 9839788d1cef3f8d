import { isDictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';

/** A value that is still to be listed. */
interface Waiting {
  readonly key: string | number;
  readonly value: unknown;
  readonly parent: number;
}

/**
 * Every value of a file in the order of the text, each before what is in it. Rules look through this list instead of
 * walking the tree, and build the path of an entry only where they find something. Entry 0 is the file itself.
 */
export class Entries {
  readonly #keys: (string | number)[] = [];
  readonly #values: unknown[] = [];
  readonly #parents: number[] = [];
  readonly #depths: number[] = [];
  readonly #off: boolean[] = [];
  readonly #ends: number[];

  constructor(file: unknown) {
    const open: Waiting[] = [{ key: '', value: file, parent: -1 }];
    for (let next = open.pop(); next; next = open.pop()) {
      const { value } = next;
      const parent = this.#add(next);
      // The last one pushed is taken first.
      if (Array.isArray(value)) {
        for (let key = value.length - 1; key >= 0; key--) open.push({ key, value: value[key], parent });
      } else if (isDictionary(value)) {
        for (const key of Object.keys(value).reverse()) open.push({ key, value: value[key], parent });
      }
    }
    const { length } = this.#values;
    this.#ends = Array.from({ length }, (_, at) => at + 1);
    for (let at = length - 1; at > 0; at--) {
      const parent = this.parent(at);
      if (this.end(parent) < this.end(at)) this.#ends[parent] = this.end(at);
    }
  }

  #add({ key, value, parent }: Waiting): number {
    this.#keys.push(key);
    this.#parents.push(parent);
    this.#depths.push(parent < 0 ? 0 : this.depth(parent) + 1);
    this.#off.push((parent >= 0 && this.isOff(parent)) || (isDictionary(value) && value.enabled === false));
    return this.#values.push(value) - 1;
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
    for (let each = at + 1; each < end; each = this.end(each)) if (this.#keys[each] === key) return each;
    return -1;
  }

  path(at: number): Path {
    const path: (string | number)[] = [];
    for (let each = at; each > 0; each = this.parent(each)) path.push(this.key(each));
    return path.reverse();
  }
}
