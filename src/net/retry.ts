import type { Clock, Log } from '../runtime.ts';
import { type Deadline } from '../runtime.ts';

/** What one attempt came to: an answer, or a reason to try again. */
export type Attempt<T> =
  | { readonly done: T }
  | { readonly again: string; readonly afterMs?: number | undefined; readonly error: () => Error };

/** How long and how often calls are repeated. */
export interface RetryPolicy {
  readonly attempts: number;
  /** First step of the exponential wait, in ms. */
  readonly baseMs: number;
  /** Longest wait between two attempts, in ms, unless the server asks for more. */
  readonly capMs: number;
  /** Longest wait that a server may ask for; more counts as a refusal. */
  readonly longestAskedMs: number;
}

/** Values seen from Genesys Cloud go up to 58 s; its own SDK for Go gives up above 180 s. */
export const DEFAULT_POLICY: RetryPolicy = {
  attempts: 6,
  baseMs: 1000,
  capMs: 30_000,
  longestAskedMs: 180_000,
};

/**
 * Repeats an attempt: waits what the server asks for (`Retry-After`), else a random part of a doubling interval (full
 * jitter), never past the deadline. Throws the last error when the budget is spent.
 */
export async function retry<T>(
  label: string,
  attempt: (number: number) => Promise<Attempt<T>>,
  ports: { clock: Clock; log: Log },
  deadline: Deadline,
  policy: RetryPolicy = DEFAULT_POLICY,
): Promise<T> {
  for (let number = 1; ; number++) {
    const result = await attempt(number);
    if ('done' in result) return result.done;
    const jitter = ports.clock.random() * Math.min(policy.capMs, policy.baseMs * 2 ** (number - 1));
    // Servers count in whole seconds and all clients wake at once; a little jitter on top spreads them.
    const wait = result.afterMs === undefined ? jitter : result.afterMs + ports.clock.random() * 250;
    const tooLong = wait > policy.longestAskedMs || ports.clock.now() + wait > deadline.at;
    if (number >= policy.attempts || tooLong) throw result.error();
    ports.log.info(
      `${label}: ${result.again}; attempt ${number + 1} of ${policy.attempts} in ${(wait / 1000).toFixed(1)} s`,
    );
    await ports.clock.sleep(wait);
  }
}

/** `Retry-After` in ms: whole seconds or an HTTP date. Undefined where there is none that makes sense. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,6}$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
