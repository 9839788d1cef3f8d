import { ActionError } from '../../errors.ts';
import { ConnectionError, connectionMessage } from '../../net/http.ts';
import { GenesysError } from '../error.ts';

/** The safe parts of a failed call. */
export interface Failure {
  /** 0 if no answer came. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly network?: ConnectionError;
}

/** Takes only the safe parts of an error of the SDK, because the rest can hold credentials. */
export function failure(thrown: unknown): Failure {
  if (thrown instanceof ActionError) throw thrown;
  if (thrown instanceof ConnectionError) return { status: 0, headers: {}, body: undefined, network: thrown };
  const outer = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as Record<string, unknown>;
  const value = (
    typeof outer.response === 'object' && outer.response !== null ? outer.response : outer
  ) as Record<string, unknown>;
  if (typeof value.status !== 'number') {
    // The error itself is not shown: it can hold credentials.
    throw new GenesysError(
      0,
      'answer',
      'An answer of Genesys Cloud could not be read',
      'Run again. If it fails again, check "gateway-url" and ask Genesys support.',
    );
  }
  return {
    status: value.status,
    headers: (value.headers ?? {}) as Record<string, string>,
    body: value.body ?? value.data,
  };
}

/** An answer of the SDK. */
interface Extended<T> {
  readonly body: T;
  readonly headers: Readonly<Record<string, string>>;
}

/** Reads an answer of the SDK, which is configured to return headers. */
export function extended<T>(value: unknown): Extended<T> {
  const answer = value as Partial<Extended<T>> | null | undefined;
  return { body: answer?.body as T, headers: answer?.headers ?? {} };
}

/** A string field of a body; empty if there is none. */
export function text(body: unknown, field: string): string {
  const value = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  return typeof value[field] === 'string' ? value[field] : '';
}

/** `Retry the request in [N] seconds`, for an answer whose header was lost. */
export function secondsInText(body: unknown): number | undefined {
  const seconds = /\[(\d{1,4})\] seconds/.exec(text(body, 'message'))?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

/** The error for a request to `where` without an answer. */
export function connectionError(where: string, failed: ConnectionError | undefined): GenesysError {
  const { code, through } = failed ?? { code: 'unknown', through: undefined };
  if (through?.status !== undefined) {
    return new GenesysError(
      0,
      'proxy',
      `no connection to ${where}: ${connectionMessage(code, through)}`,
      through.status === 407
        ? 'Check user and password in the variable https_proxy.'
        : 'Allow this host in the proxy, or add it to the variable no_proxy.',
    );
  }
  const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code);
  return new GenesysError(
    0,
    'connection',
    `no connection to ${where} ${through ? `through the proxy ${through.proxy} ` : ''}(${code})`,
    certificate
      ? 'The certificate was not accepted. If a proxy inspects TLS, set NODE_EXTRA_CA_CERTS to its certificate.'
      : 'Check that the runner can reach this host. Check the variables https_proxy and no_proxy.',
  );
}
