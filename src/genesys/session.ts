import ApiClient from 'purecloud-platform-client-v2/src/purecloud-platform-client-v2/ApiClient.js';
import { UserError } from '../errors.ts';
import { type Answer, ConnectionError, type Request } from '../net/http.ts';
import { type Attempt, type Deadline, retry, retryAfterMs } from '../net/retry.ts';
import type { Clock, Log } from '../ports.ts';
import { apiError, GenesysError } from './error.ts';
import { SdkHttpClient } from './sdk-http-client.ts';

/** Where and as whom to log in. */
export interface Credentials {
  /** Host below which `login.` and `api.` answer, from the region table. */
  readonly host: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Stands in front of both: `<gateway>/login` and `<gateway>`. */
  readonly gateway: URL | undefined;
}

/** What a session works with. */
export interface SessionPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly send: (request: Request) => Promise<Answer>;
  readonly deadline: Deadline;
}

/** A token is renewed when less than this is left of it. */
const RENEW_BEFORE_MS = 60_000;

/** One login to one org: holds the token, renews it, and repeats calls where that is safe. */
export class Session {
  readonly sdk: ApiClient;
  readonly #credentials: Credentials;
  readonly #ports: SessionPorts;
  #login: Promise<void> | undefined;
  #expires = 0;

  constructor(credentials: Credentials, ports: SessionPorts) {
    this.#credentials = credentials;
    this.#ports = ports;
    this.sdk = new ApiClient();
    this.sdk.setEnvironment(credentials.host);
    if (credentials.gateway) {
      const base = credentials.gateway.href.replace(/\/+$/, '');
      this.sdk.config.setGateway({ login: `${base}/login`, api: base });
    }
    this.sdk.setReturnExtendedResponses(true);
    this.sdk.setHttpClient(new SdkHttpClient(ports.send));
  }

  /**
   * Makes a call of the SDK that is safe to repeat: waits out 429, repeats 5xx and broken connections, renews the token
   * once after a 401. `doing` completes "Genesys Cloud refused to …". Undefined is the answer to a 404 where `absent` is set.
   */
  async call<T>(doing: string, make: () => Promise<T>, absent = false): Promise<T | undefined> {
    let renewed = false;
    return retry<T | undefined>(
      `Genesys Cloud, ${doing}`,
      async () => {
        await this.#token();
        try {
          return { done: (extended(await make()) as { body: T }).body };
        } catch (thrown) {
          const failed = failure(thrown);
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

  #judge<T>(doing: string, failed: Failure): Attempt<T> {
    const error = () => this.#error(doing, failed);
    if (failed.status === 0)
      return { again: `the connection failed (${failed.network ?? 'unknown'})`, error };
    if (failed.status === 429) {
      const now = this.#ports.clock.now();
      const afterMs = retryAfterMs(failed.headers['retry-after'], now) ?? secondsInText(failed.body);
      return { again: 'rate limited (429)', afterMs, error };
    }
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
    if (failed.status === 0) return connectionFault(this.#where(), failed.network ?? 'unknown');
    return apiError(doing, failed.status, failed.body, failed.headers['inin-correlation-id']);
  }

  #where(): string {
    return this.#credentials.gateway
      ? `the gateway ${this.#credentials.gateway.host}`
      : `api.${this.#credentials.host}`;
  }

  /** One login serves all callers; those that come while it runs wait for it. */
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
            throw new UserError(
              'Genesys Cloud answered the login without a token',
              'Check "gateway-url": what answers there is no Genesys Cloud login.',
            );
          }
          this.#ports.log.mask(data.accessToken);
          this.#expires = Number.isFinite(data.tokenExpiryTime) ? data.tokenExpiryTime : 0;
          return { done: undefined };
        } catch (thrown) {
          if (thrown instanceof UserError) throw thrown;
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
          'Genesys Cloud takes no more logins at the moment',
          'Run again in a minute.',
        );
      return { again: 'too many logins', afterMs: 10_000, error };
    }
    if (failed.status === 400 && /client not found/i.test(said)) {
      throw new GenesysError(
        400,
        'invalid.client',
        `Genesys Cloud (${host}) knows no OAuth client ${clientId}`,
        'Check the input "client-id", and that "target_region" is the region of the org in which the client was made.',
      );
    }
    if (failed.status === 401) {
      throw new GenesysError(
        401,
        'invalid.client',
        `Genesys Cloud (${host}) refused the secret of the OAuth client ${clientId}`,
        'Check the input "client-secret"; make a new secret in Genesys Cloud and store it in GitHub if in doubt.',
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
    return this.#judge('log in', failed);
  }
}

interface Failure {
  /** 0 where no answer came. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly network?: string;
}

/** Takes what may be known from a rejection of the SDK, and nothing else of it: it can hold credentials. */
function failure(thrown: unknown): Failure {
  if (thrown instanceof ConnectionError)
    return { status: 0, headers: {}, body: undefined, network: thrown.code };
  const outer = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as Record<string, unknown>;
  const value = (
    typeof outer.response === 'object' && outer.response !== null ? outer.response : outer
  ) as Record<string, unknown>;
  if (typeof value.status !== 'number') {
    throw new Error(
      'the Genesys SDK failed in a way that is not known; its error is not shown, since it may hold credentials',
    );
  }
  return {
    status: value.status,
    headers: (value.headers ?? {}) as Record<string, string>,
    body: value.body ?? value.data,
  };
}

function extended(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'body' in value ? value : { body: value };
}

function text(body: unknown, field: string): string {
  const value = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  return typeof value[field] === 'string' ? value[field] : '';
}

/** `Retry the request in [N] seconds`, for an answer whose header was lost. */
function secondsInText(body: unknown): number | undefined {
  const seconds = /\[(\d{1,4})\] seconds/.exec(text(body, 'message'))?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

function connectionFault(where: string, code: string): GenesysError {
  const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code);
  return new GenesysError(
    0,
    'connection',
    `no connection to ${where} (${code})`,
    certificate
      ? 'The certificate was not accepted. Behind a proxy that inspects TLS, set NODE_EXTRA_CA_CERTS to its certificate.'
      : 'Check that the runner may reach this host, and the variables https_proxy and no_proxy.',
  );
}
