import type { getOctokit } from '@actions/github';
import { ActionError, errorMessage } from '../errors.ts';
import { ConnectionError } from '../net/http.ts';
import { type Attempt, retry, retryAfterMs } from '../net/retry.ts';
import type { Clock, Deadline, Log } from '../runtime.ts';
import { gitHubError, noAnswer, type Permission } from './error.ts';

export type Octokit = ReturnType<typeof getOctokit>;

/** One repository, and a way to call its API that waits out limits and repeats what is safe to repeat. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
  readonly octokit: Octokit;
  /** `doing` completes "GitHub refused to …". Undefined is the answer to a 404 where `absent` is set. */
  call<T>(
    doing: string,
    permission: Permission,
    make: () => Promise<T>,
    absent?: boolean,
  ): Promise<T | undefined>;
}

/** What calls to GitHub work with. */
export interface GitHubPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly deadline: Deadline;
}

/**
 * Calls GitHub's API for one repository: waits out rate limits, and repeats what a broken connection or a 5xx ended. `host`: that of
 * the API, for messages.
 */
export function caller(ports: GitHubPorts, host: string): Repository['call'] {
  return (doing, permission, make, absent = false) =>
    retry(
      `GitHub, ${doing}`,
      async () => {
        try {
          return { done: await make() };
        } catch (thrown) {
          const failed = failure(thrown);
          if (failed.status === 404 && absent) return { done: undefined };
          const { status, said, connection } = failed;
          const error = () =>
            connection ? noAnswer(doing, host, connection) : gitHubError(doing, permission, status, said);
          return judge(failed, error, ports.clock.now());
        }
      },
      ports,
      ports.deadline,
    );
}

/** What may be known of a thrown Octokit error. */
export interface Failure {
  readonly status: number;
  readonly said: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** What happened to the connection; undefined if an answer came. */
  readonly connection?: ConnectionError | undefined;
}

/** Takes status, message and headers of the answer from an Octokit error, and nothing of the request. Throws an `ActionError` on. */
export function failure(thrown: unknown): Failure {
  const { cause } = (thrown ?? {}) as { cause?: unknown };
  if (cause instanceof ActionError) throw cause;
  if (cause instanceof ConnectionError)
    return { status: 0, said: cause.message, headers: {}, connection: cause };
  const error = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as {
    status?: unknown;
    message?: unknown;
    response?: { headers?: Record<string, string>; data?: { message?: unknown } };
  };
  if (error.response === undefined && typeof error.status !== 'number') {
    return { status: 0, said: 'the connection failed', headers: {} };
  }
  const said =
    typeof error.response?.data?.message === 'string' ? error.response.data.message : errorMessage(thrown);
  // Octokit reports a broken connection as a status of 500 without an answer.
  if (error.response === undefined) return { status: 0, said: 'the connection failed', headers: {} };
  return { status: Number(error.status), said, headers: error.response.headers ?? {} };
}

/** Primary and secondary limits come as 403 or 429; a 403 without their marks is a missing permission, and final. */
function judge<T>(failed: Failure, error: () => Error, now: number): Attempt<T> {
  const afterMs = retryAfterMs(failed.headers['retry-after'], now);
  const spent = failed.headers['x-ratelimit-remaining'] === '0';
  const reset = Number(failed.headers['x-ratelimit-reset']) * 1000 - now;
  if (
    failed.status === 429 ||
    (failed.status === 403 && (afterMs !== undefined || spent || /secondary rate/i.test(failed.said)))
  ) {
    return {
      again: `rate limited (${failed.status})`,
      afterMs: afterMs ?? (spent ? Math.max(0, reset) : 60_000),
      error,
    };
  }
  if (failed.connection?.isFinal) throw error();
  if (failed.status === 0) return { again: failed.said, error };
  if (failed.status >= 500) return { again: `status ${failed.status}`, error };
  throw error();
}
