import type { IncomingMessage, RequestOptions } from 'node:http';
import { HttpClient } from '@actions/http-client';
import { ActionError } from '../errors.ts';
import type { Deadline } from '../runtime.ts';
import { isFinalRefusal, proxyFor } from './proxy.ts';

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

/** The proxy that a request went through. */
export interface Through {
  /** Host and port. */
  readonly proxy: string;
  /** The status with which the proxy refused; undefined if it did not answer, or the connection broke behind it. */
  readonly status: number | undefined;
}

/** The connection failed. It holds no part of the request, which may contain credentials. */
export class ConnectionError extends Error {
  readonly code: string;
  /** Undefined for a direct connection. */
  readonly through: Through | undefined;

  constructor(code: string, through?: Through) {
    super(connectionMessage(code, through));
    this.name = 'ConnectionError';
    this.code = code;
    this.through = through;
  }

  /** True if repeating the request does not help. */
  get isFinal(): boolean {
    return isFinalRefusal(this.through?.status);
  }
}

/** What went wrong with a connection, in words. */
export function connectionMessage(code: string, through: Through | undefined): string {
  if (!through) return `the connection failed (${code})`;
  return through.status === undefined
    ? `the connection through the proxy ${through.proxy} failed (${code})`
    : `the proxy ${through.proxy} refused the connection with ${through.status}`;
}

const MB = 1024 * 1024;
/** The longest time without data on a connection, and for the first tunnel through a proxy. */
const IDLE_MS = 30_000;
/** The longest time of one request, even if data keeps arriving. */
const REQUEST_MS = 120_000;
/** How often a request checks the deadline, which changes when the run is cancelled. */
const CHECK_MS = 500;
/** Bytes of one answer. The largest known export of a flow has 4 MB. */
const MOST_BYTES = 64 * MB;

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
 * a `ConnectionError` at the deadline or after two minutes, and an `ActionError` if the answer has more than `mostBytes`.
 */
export function httpClient(
  userAgent: string,
  deadline: Deadline,
  mostBytes = MOST_BYTES,
): (request: Request) => Promise<Answer> {
  let answered = false;
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
    const proxy = proxyFor(url);
    // A proxy that accepts connections and never opens a tunnel is not waited for as long as an answer.
    const until = Math.min(deadline.at, Date.now() + (proxy && !answered ? IDLE_MS : REQUEST_MS));
    const controller = new AbortController();
    const check = setInterval(() => {
      if (Date.now() > Math.min(until, deadline.at)) controller.abort();
    }, CHECK_MS);
    try {
      abort.next(controller.signal);
      const { message } = await Promise.race([
        clientOf(new URL(url).origin).request(method, url, body ?? '', { ...headers }),
        // A request that waits for a tunnel has no socket yet, so the signal does not end it.
        aborted(controller.signal),
      ]);
      answered = true;
      const text = await bodyOf(message, new URL(url).host, mostBytes);
      return { status: message.statusCode ?? 0, headers: flatHeaders(message), text };
    } catch (error) {
      if (error instanceof ActionError) throw error;
      const through = proxy === undefined ? undefined : { proxy, status: refusalOf(error) };
      throw new ConnectionError(controller.signal.aborted ? 'ETIMEDOUT' : codeOf(error), through);
    } finally {
      clearInterval(check);
    }
  };
}

/** Reads a whole body. Throws if the connection breaks, and an `ActionError` if the body is too large. */
async function bodyOf(message: IncomingMessage, host: string, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) {
      message.destroy();
      throw new ActionError(
        `The answer of ${host} is larger than ${most / MB} MB`,
        'Check "gateway-url" and the proxy of the runner: Genesys Cloud and GitHub send smaller answers.',
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

/** Rejects when the signal is aborted. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('timeout')), { once: true });
  });
}

/** The status with which a proxy refused a tunnel, which the library puts into its message. */
function refusalOf(error: unknown): number | undefined {
  const status = /^tunneling socket could not be established, statusCode=(\d{3})$/.exec(
    messageOf(error),
  )?.[1];
  return status === undefined ? undefined : Number(status);
}

function messageOf(error: unknown): string {
  return String((error as Error | null)?.message);
}

function codeOf(error: unknown): string {
  // The library gives all errors of a tunnel one code, and the cause in its message.
  const cause = /^tunneling socket could not be established, cause=.*\b(E[A-Z]{3,20})\b/.exec(
    messageOf(error),
  )?.[1];
  if (cause !== undefined) return cause;
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code)) return code;
  return /timeout/i.test(messageOf(error)) ? 'ETIMEDOUT' : 'EUNKNOWN';
}
