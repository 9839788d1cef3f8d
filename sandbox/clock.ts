import { setImmediate } from 'node:timers/promises';

/** The time that a sandbox lives in: real, or that of a model that runs hours in a moment. */
export interface SandboxClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Does something later. */
  after(ms: number, act: () => void): void;
}

/** The time of this machine; it knows what is still to be done. */
export class RealTime implements SandboxClock {
  readonly #open = new Set<Promise<void>>();

  now(): number {
    return Date.now();
  }

  after(ms: number, act: () => void): void {
    const done = new Promise<void>((resolve) => {
      setTimeout(() => {
        act();
        this.#open.delete(done);
        resolve();
      }, ms).unref();
    });
    this.#open.add(done);
  }

  /** Resolves when everything that was put off is done, with what it put off in turn. */
  async idle(): Promise<void> {
    while (this.#open.size > 0) {
      await Promise.all(this.#open);
      await setImmediate();
    }
  }
}
