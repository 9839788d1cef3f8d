import { ActionError } from '../errors.ts';
import type { Answer, Request } from '../net/http.ts';
import { type Attempt, retry, retryAfterMs } from '../net/retry.ts';
import type { Clock, Deadline, Log } from '../runtime.ts';
import { RequestBudget } from './budget.ts';
import type { Login } from './credentials.ts';
import { apiError, GenesysError } from './error.ts';
import type { Listing } from './listing.ts';
import { connectionError, extended, type Failure, failure, secondsInText, text } from './sdk/answer.ts';
import { createClient, getPage, type SdkClient } from './sdk/client.ts';

/** What a session works with. */
export interface SessionPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly send: (request: Request) => Promise<Answer>;
  readonly deadline: Deadline;
}

/** A token is renewed when less than this is left of it. */
const RENEW_BEFORE_MS = 60_000;
const LOG_IN = 'log in';
const IN_PROGRESS = 'architect.operation.already.in.progress';

/** One login to one org: holds the token, renews it, and repeats calls that are safe to repeat. */
export class Session {
  readonly sdk: SdkClient;
  readonly #credentials: Login;
  readonly #ports: SessionPorts;
  readonly #budget: RequestBudget;
  #login: Promise<void> | undefined;
  #expires = 0;

  constructor(credentials: Login, ports: SessionPorts) {
    this.#credentials = credentials;
    this.#ports = ports;
    this.#budget = new RequestBudget(ports.clock, ports.log, ports.deadline);
    this.sdk = createClient(credentials.host, credentials.gateway, ports.send);
  }

  /**
   * Makes a call of the SDK that is safe to repeat: waits out 429, repeats 5xx and broken connections, renews the token
   * once after a 401. `doing` completes "Genesys Cloud refused to …". With `absent`, a 404
   * returns undefined. `job`: the call starts a job of the platform, which counts against the same request limit.
   */
  async call<T>(
    doing: string,
    make: () => Promise<T>,
    { absent = false, job = false }: { absent?: boolean; job?: boolean } = {},
  ): Promise<T | undefined> {
    let renewed = false;
    return retry<T | undefined>(
      `Genesys Cloud, ${doing}`,
      async () => {
        await this.#token();
        await this.#budget.take(job);
        try {
          const answer = extended<T>(await make());
          this.#budget.answered(answer.headers);
          return { done: answer.body };
        } catch (thrown) {
          const failed = failure(thrown);
          this.#budget.answered(failed.headers);
          if (failed.status === 404 && absent) return { done: undefined };
          if (failed.status === 401 && !renewed) {
            renewed = true;
            this.#login = undefined;
            return {
              again: 'the access token was refused, logging in again',
              afterMs: 0,
              error: () => this.#error(doing, failed),
            };
          }
          return this.#judge(doing, failed);
        }
      },
      this.#ports,
      this.#ports.deadline,
    );
  }

  /** One page of a list of the platform; undefined values of the query are left out. */
  async list(
    path: string,
    query: Readonly<Record<string, string | number | undefined>>,
  ): Promise<Listing | undefined> {
    return this.call('look up what the flows use', () => getPage(this.sdk, path, query));
  }

  #judge<T>(doing: string, failed: Failure): Attempt<T> {
    const error = () => this.#error(doing, failed);
    if (failed.network?.isFinal) throw error();
    if (failed.status === 0) return { again: failed.network?.message ?? 'the connection failed', error };
    if (failed.status === 429) {
      const now = this.#ports.clock.now();
      const afterMs = retryAfterMs(failed.headers['retry-after'], now) ?? secondsInText(failed.body);
      this.#budget.refused(afterMs ?? 0);
      return { again: 'rate limited (429)', afterMs, error };
    }
    // The platform did nothing, and the other operation ends by itself.
    if (failed.status === 409 && apiError(doing, 409, failed.body, undefined).code === IN_PROGRESS)
      return { again: 'another operation on the flow is in progress', error };
    if (failed.status === 408 || (failed.status >= 500 && failed.status !== 501)) {
      return {
        again: `status ${failed.status}`,
        afterMs: retryAfterMs(failed.headers['retry-after'], this.#ports.clock.now()),
        error,
      };
    }
    throw error();
  }

  #error(doing: string, failed: Failure): Error {
    if (failed.status === 0) return connectionError(this.#where(doing), failed.network);
    return apiError(doing, failed.status, failed.body, failed.headers['inin-correlation-id']);
  }

  #where(doing: string): string {
    const { gateway, host } = this.#credentials;
    if (gateway) return `the gateway ${gateway.host}`;
    return `${doing === LOG_IN ? 'login' : 'api'}.${host}`;
  }

  /** All callers share one login; callers during a login wait for it. */
  async #token(): Promise<void> {
    if (this.#expires !== 0 && this.#ports.clock.now() > this.#expires - RENEW_BEFORE_MS)
      this.#login = undefined;
    this.#login ??= this.#logIn().catch((error: unknown) => {
      this.#login = undefined;
      throw error;
    });
    await this.#login;
  }

  async #logIn(): Promise<void> {
    const { clientId, clientSecret } = this.#credentials;
    await retry(
      'Genesys Cloud, log in',
      async () => {
        try {
          const data = await this.sdk.loginClientCredentialsGrant(clientId, clientSecret);
          if (typeof data.accessToken !== 'string' || data.accessToken === '') {
            throw new ActionError(
              'Genesys Cloud answered the login without a token',
              'Check "gateway-url": the server there is not a Genesys Cloud login.',
            );
          }
          this.#ports.log.mask(data.accessToken);
          this.#expires = Number.isFinite(data.tokenExpiryTime) ? data.tokenExpiryTime : 0;
          return { done: undefined };
        } catch (thrown) {
          if (thrown instanceof ActionError) throw thrown;
          return this.#judgeLogin(failure(thrown));
        }
      },
      this.#ports,
      this.#ports.deadline,
    );
  }

  #judgeLogin(failed: Failure): Attempt<undefined> {
    const { clientId, host } = this.#credentials;
    const said = `${text(failed.body, 'description')} ${text(failed.body, 'error_description')} ${text(failed.body, 'error')}`;
    if (failed.status === 400 && /rate limit exceeded/i.test(said)) {
      const error = () =>
        new GenesysError(
          429,
          '',
          'Genesys Cloud refused the login because of too many logins',
          'Run again in a minute.',
        );
      return { again: 'too many logins', afterMs: 10_000, error };
    }
    if (failed.status === 400 && /client not found/i.test(said)) {
      throw new GenesysError(
        400,
        'invalid.client',
        `Genesys Cloud (${host}) knows no OAuth client ${clientId}`,
        'Check the input "client-id", and that "target_region" is the region of the org in which the client was created.',
      );
    }
    if (failed.status === 401) {
      throw new GenesysError(
        401,
        'invalid.client',
        `Genesys Cloud (${host}) refused the secret of the OAuth client ${clientId}`,
        'Check the input "client-secret". If in doubt, create a new secret in Genesys Cloud and store it in GitHub.',
      );
    }
    if (failed.status >= 400 && failed.status < 500 && failed.status !== 429 && failed.status !== 408) {
      throw new GenesysError(
        failed.status,
        'login',
        `Genesys Cloud (${host}) refused the login of the OAuth client ${clientId} with ${failed.status}`,
        'Check that the client uses the grant type "Client Credentials".',
      );
    }
    return this.#judge(LOG_IN, failed);
  }
}
