import AbstractHttpClient from 'purecloud-platform-client-v2/src/purecloud-platform-client-v2/AbstractHttpClient.js';
import type { Answer, Request } from '../../net/http.ts';

interface SdkRequest {
  readonly url: string;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly data?: unknown;
}

interface SdkResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: unknown;
  readonly text: string;
}

/** Carries the SDK's requests over the action's own HTTP client, at the place that the SDK provides for it. */
export class SdkHttpClient extends AbstractHttpClient {
  readonly #send: (request: Request) => Promise<Answer>;

  constructor(send: (request: Request) => Promise<Answer>) {
    super();
    this.#send = send;
  }

  /** Resolves as axios would; rejects with `{response}` from status 300 up, since redirects are not followed. */
  async request(options: SdkRequest): Promise<SdkResponse> {
    const url = new URL(options.url);
    for (const [name, value] of Object.entries(options.params ?? {})) url.searchParams.set(name, value);
    const headers = { ...options.headers };
    if (typeof options.data === 'string') headers['Content-Type'] = 'application/x-www-form-urlencoded';
    const body =
      options.data === undefined
        ? {}
        : { body: typeof options.data === 'string' ? options.data : JSON.stringify(options.data) };
    const answer = await this.#send({ method: options.method, url: url.href, headers, ...body });
    const response = {
      status: answer.status,
      statusText: '',
      headers: answer.headers,
      data: json(answer.text),
      text: answer.text,
    };
    if (answer.status < 200 || answer.status >= 300) throw { response };
    return response;
  }

  /** The SDK calls this when hooks are set; the action sets none. */
  enableHooks(): void {}
}

function json(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
