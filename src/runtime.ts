/** Time, so that tests can run an hour of waiting in a moment. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** True once the runner asked the step to end: nothing new is begun then. */
  readonly cancelled: boolean;
  /** A number in [0, 1). */
  random(): number;
}

/** The step's log. Every text is made safe for the runner before it is printed. */
export interface Log {
  debug(text: string): void;
  info(text: string): void;
  warning(text: string): void;
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
  /** From now on the runner hides this value in the log. */
  mask(secret: string): void;
  /** The same for what opens an address that was signed beforehand: its query, and each value of it. */
  maskAddress(address: string): void;
}

/** Where a file ended up once links are resolved. */
export type Resolved =
  | { readonly ok: true; readonly path: string; readonly size: number }
  | { readonly ok: false; readonly why: 'missing' | 'outside' | 'git' | 'no-file' };

/** The workspace. Paths are relative to its root, with forward slashes. */
export interface Files {
  /** Files that match any of the globs (`!glob` takes files out again), sorted. */
  find(globs: readonly string[]): Promise<string[]>;
  /** Follows links and says where a path really lies, and whether it may be read. */
  resolve(path: string): Promise<Resolved>;
  read(path: string): Promise<Uint8Array>;
  write(path: string, text: string): Promise<void>;
}

/** Runs git in the workspace with these arguments and this text on standard input. Rejects if git fails. */
export type Git = (args: readonly string[], input?: string) => Promise<Buffer>;

/** Is told what a run works on, so that a file that keeps it busy can be named when the run is ended. */
export interface Watch {
  enter(what: string): void;
  /** From here on nothing ends the run: it may have begun to change something. */
  end(): void;
}

/** The time that a run has. */
export interface TimeInputs {
  readonly timeoutMs: number;
}

/** When work has to be finished, in ms since 1970. */
export interface Deadline {
  readonly at: number;
}

/** The deadline of a run; a cancelled run ends earlier. */
export interface RunDeadline extends Deadline {
  /** The deadline of work that leaves `ms` of the run's time to what comes after it: at most a quarter of that time. */
  reserve(ms: number): Deadline;
}
