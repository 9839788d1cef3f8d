import type { SandboxClock } from '../../sandbox/clock.ts';

/** Numbers in [0, 1) that follow from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Turns without anything due, 5 ms each, after which nothing is being loaded any more, even on a busy machine. */
const MOST_IDLE = 10_000;

interface Event {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

/**
 * A time in which many things go on at once, and that goes on only when all of them wait: the next one due acts, and
 * everything that follows from it without waiting is done before the one after.
 */
export class Time implements SandboxClock {
  #now = Date.parse('2026-01-01T00:00:00Z');
  #order = 0;
  /** A heap by time, then by order of being asked for. */
  readonly #events: Event[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, act: () => void): void {
    const heap = this.#events;
    heap.push({ at: this.#now + Math.max(0, ms), order: this.#order++, act });
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!before(heap[at], heap[parent])) break;
      [heap[at], heap[parent]] = [heap[parent] as Event, heap[at] as Event];
      at = parent;
    }
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.after(ms, wake));
  }

  /** Lets time go on until `done` settles, or throws where nothing is due any more and it has not. */
  async until<T>(done: Promise<T>): Promise<T> {
    let over = false;
    const settled = done.finally(() => {
      over = true;
    });
    settled.catch(() => {});
    for (let idle = 0; ; ) {
      // Where nothing is due yet, something is being loaded.
      await new Promise((next) => (idle < 20 ? setImmediate(next) : setTimeout(next, 5)));
      if (over) return settled;
      const event = this.#next();
      if (event) {
        idle = 0;
        this.#now = event.at;
        event.act();
      } else if (++idle > MOST_IDLE) throw new Error('everything waits, and for nothing');
    }
  }

  #next(): Event | undefined {
    const heap = this.#events;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (before(heap[child], heap[least])) least = child;
      if (least === at) return first;
      [heap[at], heap[least]] = [heap[least] as Event, heap[at] as Event];
      at = least;
    }
  }
}

function before(a: Event | undefined, b: Event | undefined): boolean {
  if (!a || !b) return false;
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
