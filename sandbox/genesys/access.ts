import { randomUUID } from 'node:crypto';
import type { Incoming, Reply } from '../http.ts';
import type { Org } from './org.ts';
import { failure } from './replies.ts';

interface Token {
  readonly clientId: string;
  readonly expires: number;
  window: number;
  count: number;
}

const TOKEN_SECONDS = 86_400;
const WINDOW_MS = 60_000;

const PERMISSIONS: readonly (readonly [RegExp, string])[] = [
  [/^POST \/api\/v2\/flows\/jobs$/, 'architect:job:create'],
  [/^GET \/api\/v2\/flows\/jobs\//, 'architect:job:view'],
  [/^POST \/api\/v2\/flows\/export\/jobs$/, 'architect:jobExport:create'],
  [/^GET \/api\/v2\/flows\/export\/jobs\//, 'architect:jobExport:view'],
  [/^GET \/api\/v2\/flows/, 'architect:flow:view'],
  [/^GET \/api\/v2\/routing\/queues/, 'routing:queue:view'],
  [/^GET \/api\/v2\/architect\/prompts/, 'architect:userPrompt:view'],
  [/^(PUT|POST) \/api\/v2\/flows\/(actions\/(checkout|checkin)|[0-9a-f-]{36})/, 'architect:flow:edit'],
  [/^POST \/api\/v2\/flows\/actions\//, 'architect:flow:publish'],
];

/** Who may do what, and how often: logins, tokens, permissions, and the limit of requests in a minute. */
export class Access {
  readonly #org: Org;
  readonly #tokens = new Map<string, Token>();

  constructor(org: Org) {
    this.#org = org;
  }

  login(request: Incoming): Reply {
    const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const [id, secret] = Buffer.from(basic, 'base64').toString().split(':');
    const refuse = (status: number, description: string): Reply => ({
      status,
      body: { error: 'invalid_client', description, error_description: description },
    });
    const form = new URLSearchParams(request.text);
    if (
      !request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ||
      form.get('grant_type') !== 'client_credentials'
    ) {
      return {
        status: 400,
        body: {
          error: 'invalid_request',
          description: 'grant_type',
          error_description: 'missing grant_type',
        },
      };
    }
    const client = this.#org.clients.find((each) => each.id === id);
    if (!client) return refuse(400, 'client not found: invalid_client');
    if (client.secret !== secret) return refuse(401, 'authentication failed: invalid_client');
    const token = `sandbox-token-${randomUUID()}`;
    const now = this.#org.clock.now();
    this.#tokens.set(token, {
      clientId: client.id,
      expires: now + TOKEN_SECONDS * 1000,
      window: now,
      count: 0,
    });
    return { status: 200, body: { access_token: token, token_type: 'bearer', expires_in: TOKEN_SECONDS } };
  }

  /** Lets a request with a good token, within its limit and with the permission it needs, through to `serve`. */
  check(request: Incoming, serve: (clientId: string, correlation: string) => Reply): Reply {
    const correlation = randomUUID();
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const token = this.#tokens.get(bearer ?? '');
    if (!token || token.expires < this.#org.clock.now()) {
      return failure(401, 'bad.credentials', 'Invalid login credentials.', correlation);
    }
    const reset = this.#count(token, 1);
    const limits = {
      'inin-ratelimit-count': String(token.count),
      'inin-ratelimit-allowed': String(this.#org.requestsPerMinute),
      'inin-ratelimit-reset': String(reset),
    };
    if (token.count > this.#org.requestsPerMinute) {
      const words = `Rate limit exceeded the maximum. Retry the request in [${reset}] seconds`;
      return failure(429, 'too.many.requests', words, correlation, {
        ...limits,
        'retry-after': String(reset),
      });
    }
    const reply = this.#permitted(request, token.clientId, correlation) ?? serve(token.clientId, correlation);
    return reply === 'drop'
      ? reply
      : { ...reply, headers: { ...limits, 'inin-correlation-id': correlation, ...reply.headers } };
  }

  /** The platform's own work for a client, which spends of the same limit. */
  spend(clientId: string, requests: number): void {
    for (const token of this.#tokens.values()) if (token.clientId === clientId) this.#count(token, requests);
  }

  #count(token: Token, requests: number): number {
    const now = this.#org.clock.now();
    if (now - token.window >= WINDOW_MS) Object.assign(token, { window: now, count: 0 });
    token.count += requests;
    return Math.max(1, Math.ceil((token.window + WINDOW_MS - now) / 1000));
  }

  #permitted({ method, path }: Incoming, clientId: string, correlation: string): Reply | undefined {
    const client = this.#org.clients.find(({ id }) => id === clientId);
    const needs = PERMISSIONS.find(([pattern]) => pattern.test(`${method} ${path}`))?.[1];
    if (!needs || !client?.lacks.includes(needs)) return undefined;
    const words = `Unable to perform the requested action. You are missing the following permission(s): ${needs}`;
    return failure(403, 'missing.any.permissions', words, correlation);
  }
}
