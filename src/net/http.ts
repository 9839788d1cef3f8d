import type { IncomingMessage, RequestOptions } from 'node:http';
import { HttpClient } from '@actions/http-client';
import { ActionError } from '../errors.ts';
import type { Deadline } from '../runtime.ts';

/** One HTTP request. */
export interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One HTTP answer, whatever its status; header names are in lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The connection failed. It holds no part of the request, which may contain credentials. */
export class ConnectionError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`the connection failed (${code})`);
    this.name = 'ConnectionError';
    this.code = code;
  }
}

/** The longest time without data on a connection. */
const IDLE_MS = 30_000;
/** The longest time of one request, even if data keeps arriving. */
const REQUEST_MS = 120_000;
/** How often a request checks the deadline, which changes when the run is cancelled. */
const CHECK_MS = 500;
/** Bytes of one answer. The largest known export of a flow has 4 MB. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Passes an abort signal to the next request of a client; the library calls it with the options of each request. */
class AbortHandler {
  #signal: AbortSignal | undefined;

  /** Called right before the library builds a request, which it does before it yields. */
  next(signal: AbortSignal): void {
    this.#signal = signal;
  }

  prepareRequest(options: RequestOptions): void {
    if (this.#signal) options.signal = this.#signal;
    this.#signal = undefined;
  }

  canHandleAuthentication(): boolean {
    return false;
  }

  handleAuthentication(): Promise<never> {
    return Promise.reject(new Error('no authentication is handled here'));
  }
}

/**
 * An HTTP client that follows no redirects, repeats nothing, and uses the proxy variables of the environment. A request throws
 * a `ConnectionError` at the deadline or after two minutes, and an `ActionError` if the answer is larger than 64 MB.
 */
export function httpClient(userAgent: string, deadline: Deadline): (request: Request) => Promise<Answer> {
  const abort = new AbortHandler();
  // One client per origin: the library keeps one agent per client, and an agent is for one protocol.
  const clients = new Map<string, HttpClient>();
  const clientOf = (origin: string): HttpClient => {
    const known = clients.get(origin);
    if (known) return known;
    const made = new HttpClient(userAgent, [abort], {
      allowRedirects: false,
      allowRetries: false,
      keepAlive: true,
      socketTimeout: IDLE_MS,
    });
    clients.set(origin, made);
    return made;
  };
  return async ({ method, url, headers, body }) => {
    const until = Math.min(deadline.at, Date.now() + REQUEST_MS);
    const controller = new AbortController();
    const check = setInterval(() => {
      if (Date.now() > Math.min(until, deadline.at)) controller.abort();
    }, CHECK_MS);
    try {
      abort.next(controller.signal);
      const { message } = await clientOf(new URL(url).origin).request(method, url, body ?? '', {
        ...headers,
      });
      const text = await bodyOf(message, new URL(url).host);
      return { status: message.statusCode ?? 0, headers: flatHeaders(message), text };
    } catch (error) {
      if (error instanceof ActionError) throw error;
      throw new ConnectionError(controller.signal.aborted ? 'ETIMEDOUT' : codeOf(error));
    } finally {
      clearInterval(check);
    }
  };
}

/** Reads a whole body. Throws if the connection breaks, and an `ActionError` if the body is too large. */
async function bodyOf(message: IncomingMessage, host: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) {
      message.destroy();
      throw new ActionError(
        `The answer of ${host} is larger than ${MOST_BYTES / 1024 / 1024} MB`,
        'Check "gateway-url" and the proxy of the runner: Genesys Cloud sends smaller answers.',
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function flatHeaders({ headers }: IncomingMessage): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code)) return code;
  return /timeout/i.test(String((error as Error | null)?.message)) ? 'ETIMEDOUT' : 'EUNKNOWN';
}
