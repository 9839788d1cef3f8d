import type { Span } from '../document.ts';

/** Numbers that are kept of a node: start and end of its key (-1 if it has none) and of its value, and the node after it. */
const WIDTH = 5;

/** Where the nodes of a document stand, in the order of the text, each before what is in it. */
export class Places {
  readonly #numbers: number[] = [];

  /** Adds a node whose end is not known yet, and returns its number. */
  open(keyStart: number, keyEnd: number, start: number): number {
    const at = this.#numbers.length;
    this.#numbers.push(keyStart, keyEnd, start, start, at + WIDTH);
    return at;
  }

  /** Ends a collection, after all that is in it. */
  close(node: number, end: number): void {
    this.#numbers[node + 3] = end;
    this.#numbers[node + 4] = this.#numbers.length;
  }

  /** Adds a node with nothing in it. */
  leaf(keyStart: number, keyEnd: number, start: number, end: number): void {
    const numbers = this.#numbers;
    numbers.push(keyStart, keyEnd, start, end, numbers.length + WIDTH);
  }

  /** The span of the key of an entry; undefined for the root and in lists. */
  key(node: number): Span | undefined {
    const start = this.#number(node);
    return start < 0 ? undefined : { start, end: this.#number(node + 1) };
  }

  value(node: number): Span {
    return { start: this.#number(node + 2), end: this.#number(node + 3) };
  }

  /** The nodes directly in a collection. */
  *children(node: number): Generator<number> {
    const end = this.#number(node + 4);
    for (let child = node + WIDTH; child < end; child = this.#number(child + 4)) yield child;
  }

  #number(at: number): number {
    return this.#numbers[at] ?? -1;
  }
}
