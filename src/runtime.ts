/** The time. Tests replace it, so that they do not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** True after the runner cancelled the step: nothing new is started then. */
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
  /** Hides this value in the log from now on. */
  mask(secret: string): void;
  /** Hides the secrets of a pre-signed URL: its query, and each value in it. */
  maskAddress(address: string): void;
}

/** A path after links are resolved, or why it cannot be read. */
export type Resolved =
  | { readonly ok: true; readonly path: string; readonly size: number }
  | { readonly ok: false; readonly why: 'missing' | 'outside' | 'git' | 'no-file' };

/** The workspace. Paths are relative to its root, with forward slashes. */
export interface Files {
  /** Files that match any of the globs (`!glob` excludes files), sorted. */
  find(globs: readonly string[]): Promise<string[]>;
  /** Resolves links. Returns the real path, or why it may not be read. */
  resolve(path: string): Promise<Resolved>;
  read(path: string): Promise<Uint8Array>;
  write(path: string, text: string): Promise<void>;
}

/** Runs git in the workspace with these arguments and this text on standard input. Rejects if git fails. */
export type Git = (args: readonly string[], input?: string) => Promise<Buffer>;

/** Records which file a run works on, so that an error can name the file when the run takes too long. */
export interface Watch {
  enter(what: string): void;
  /** Stops watching: from here on the run may change something, so nothing may kill it. */
  end(): void;
}

/** The input `timeout-minutes`. */
export interface TimeInputs {
  readonly timeoutMs: number;
}

/** The time at which work must be finished, in ms since 1970. */
export interface Deadline {
  readonly at: number;
}

/** The deadline of a run; a cancelled run ends earlier. */
export interface RunDeadline extends Deadline {
  /** An earlier deadline that leaves `ms` for later work, but at most a quarter of the run's time. */
  reserve(ms: number): Deadline;
}
