import type { Incoming, Reply } from './http.ts';

/** A scripted fault: what a number of matching requests get instead of, or after, their answer. */
export interface Fault {
  /** Method and a pattern for the path, such as `POST /api/v2/flows/jobs`. */
  readonly on: string;
  /** How many requests it hits; 1 where nothing is said. */
  times?: number;
  /** How many matching requests pass before. */
  after?: number;
  /** `drop` breaks the connection before anything is done; `drop-after` when it is done. */
  readonly reply: Reply | 'drop-after';
}

/** The faults that are still to come, in the order in which they were scripted. */
export class Faults {
  readonly #open: Fault[] = [];

  add(...faults: readonly Fault[]): void {
    for (const fault of faults) this.#open.push({ times: 1, after: 0, ...fault });
  }

  /** Takes back what has not come yet. */
  clear(): void {
    this.#open.length = 0;
  }

  /** Lets a request through, or gives it the fault that waits for it. */
  async apply(request: Incoming, handle: () => Promise<Reply>): Promise<Reply> {
    const fault = this.#open.find((each) => matches(each, request));
    if (!fault) return handle();
    if ((fault.after ?? 0) > 0) {
      fault.after = (fault.after ?? 0) - 1;
      return handle();
    }
    fault.times = (fault.times ?? 1) - 1;
    if (fault.times <= 0) this.#open.splice(this.#open.indexOf(fault), 1);
    if (fault.reply !== 'drop-after') return fault.reply;
    await handle();
    return 'drop';
  }
}

function matches({ on }: Fault, request: Incoming): boolean {
  const [method, path = ''] = on.split(' ');
  return method === request.method && new RegExp(`^${path}$`).test(request.path);
}
