import type { Answer, Request } from '../net/http.ts';

/** Sends one request, as `httpClient` does. */
export type Send = (request: Request) => Promise<Answer>;

/** What Octokit gives to `fetch`. */
interface FetchOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** GitHub redirects requests for a repository that was renamed or moved; more in a row are an error of the server. */
const MOST_REDIRECTS = 5;
/** Answers without a body. */
const EMPTY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * `fetch` for Octokit over the action's own HTTP client, so that deadline and proxy are the same for all traffic. Follows redirects
 * of the same origin only, because the token goes along.
 */
export function fetchBy(send: Send): (url: string, options?: FetchOptions) => Promise<Response> {
  return async (address, { method = 'GET', headers = {}, body } = {}) => {
    let url = address;
    for (let redirects = 0; ; redirects++) {
      const answer = await send({ method, url, headers, ...(body === undefined ? {} : { body }) });
      const next = redirects < MOST_REDIRECTS ? redirect(answer, url, method) : undefined;
      if (next === undefined) {
        const { status, text } = answer;
        const response = new Response(EMPTY.has(status) ? null : text, { status, headers: answer.headers });
        // Octokit reads the address of the answer, which a response made here does not have.
        return Object.defineProperty(response, 'url', { value: url });
      }
      url = next;
    }
  };
}

/** Where an answer redirects to; undefined if it does not, or if a request of this method must not follow. */
function redirect({ status, headers }: Answer, url: string, method: string): string | undefined {
  const keeps = status === 307 || status === 308;
  const follows = keeps || ((status === 301 || status === 302) && (method === 'GET' || method === 'HEAD'));
  const { location } = headers;
  if (!follows || location === undefined || !URL.canParse(location, url)) return undefined;
  const next = new URL(location, url);
  return next.origin === new URL(url).origin ? next.href : undefined;
}
