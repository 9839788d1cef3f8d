import type { Reply } from '../http.ts';
import type { GenesysApi } from './api.ts';

/** Where the store of an org without a network answers. */
const STORE = 'https://sandbox.s3.amazonaws.com';

interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Requests to an org without a network, for models that live in a time of their own: what is sent gets its answer, or
 * `undefined` where the connection broke. Header names are in lower case.
 */
export function direct(
  api: GenesysApi,
): (
  request: Request,
) => Promise<{ status: number; headers: Record<string, string>; text: string } | undefined> {
  api.storeUrl = STORE;
  return async ({ method, url, headers, body = '' }) => {
    const { origin, pathname, hostname, searchParams } = new URL(url);
    const path = `${hostname.startsWith('login.') ? '/login' : ''}${decodeURIComponent(pathname)}`;
    const lower = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const incoming = { method, path, query: searchParams, headers: lower, text: body };
    const reply: Reply = await (origin === STORE ? api.store(incoming) : api.handle(incoming));
    if (reply === 'drop') return undefined;
    const text = reply.body === undefined ? '' : reply.body;
    return {
      status: reply.status,
      headers: reply.headers ?? {},
      text: typeof text === 'string' ? text : JSON.stringify(text),
    };
  };
}
