import { HttpClient } from '@actions/http-client';

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

/** The connection broke, or never came about. Carries no part of the request, which may hold credentials. */
export class ConnectionError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`the connection failed (${code})`);
    this.name = 'ConnectionError';
    this.code = code;
  }
}

const TIMEOUT_MS = 30_000;

/** An HTTP client that follows no redirects and repeats nothing; it honours the proxy variables of the environment. */
export function httpClient(userAgent: string): (request: Request) => Promise<Answer> {
  const client = new HttpClient(userAgent, undefined, {
    allowRedirects: false,
    allowRetries: false,
    keepAlive: true,
    socketTimeout: TIMEOUT_MS,
  });
  return async ({ method, url, headers, body }) => {
    try {
      const response = await client.request(method, url, body ?? '', headers);
      const text = await response.readBody();
      const flat: Record<string, string> = {};
      for (const [name, value] of Object.entries(response.message.headers)) {
        if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
      }
      // A body that breaks off makes no error in the library; the length tells.
      if (!response.message.complete) throw new ConnectionError('ECONNRESET');
      return { status: response.message.statusCode ?? 0, headers: flat, text };
    } catch (error) {
      if (error instanceof ConnectionError) throw error;
      throw new ConnectionError(codeOf(error));
    }
  };
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code)) return code;
  return /timeout/i.test(String((error as Error | null)?.message)) ? 'ETIMEDOUT' : 'EUNKNOWN';
}
