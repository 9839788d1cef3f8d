/** The time that a sandbox lives in: real, or that of a model that runs hours in a moment. */
export interface SandboxClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Does something later. */
  after(ms: number, act: () => void): void;
}

/** The time of this machine. */
export const REAL_TIME: SandboxClock = {
  now: () => Date.now(),
  after: (ms, act) => void setTimeout(act, ms),
};
