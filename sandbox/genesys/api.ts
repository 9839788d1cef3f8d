import { Contract } from '../contract.ts';
import { Faults } from '../faults.ts';
import { type Incoming, json, type Reply } from '../http.ts';
import { Access } from './access.ts';
import { flowRoute } from './flow-routes.ts';
import { Jobs } from './job-routes.ts';
import type { Org } from './org.ts';
import { failure, named } from './replies.ts';

/** A Genesys Cloud org as its HTTP interface shows it, whatever carries the requests. */
export class GenesysApi {
  readonly org: Org;
  readonly faults = new Faults();
  /** Every request, as `METHOD path`, uploads included. */
  readonly requests: string[] = [];
  readonly #contract: Contract | undefined;
  readonly #access: Access;
  readonly #jobs: Jobs;

  /** `contract`: holds every request and answer against the platform's description, which costs time. */
  constructor(org: Org, contract?: Contract) {
    this.org = org;
    this.#contract = contract;
    this.#access = new Access(org);
    this.#jobs = new Jobs(org, (clientId, requests) => this.#access.spend(clientId, requests));
  }

  /** Where the store of files answers. */
  set storeUrl(url: string) {
    this.#jobs.storeUrl = url;
  }

  /** Requests and answers that the contract does not allow. */
  get violations(): readonly string[] {
    return this.#contract?.violations ?? [];
  }

  /** A request to the store of uploads and exports. */
  store(request: Incoming): Promise<Reply> {
    this.requests.push(`${request.method} upload`);
    return this.faults.apply({ ...request, path: `/upload${request.path}` }, async () =>
      this.#jobs.receive(request),
    );
  }

  /** A request to the login, below `/login`, or to the API, below `/api`. */
  async handle(request: Incoming): Promise<Reply> {
    const { method, path } = request;
    this.requests.push(`${method} ${path}`);
    const reply = await this.faults.apply(request, async () => this.#route(request));
    if (this.#contract && reply !== 'drop' && path.startsWith('/api/') && reply.status < 500) {
      this.#contract.request(method, path, request.text === '' ? undefined : json(request));
      this.#contract.reply(method, path, reply.status, reply.body);
    }
    return reply;
  }

  #route(request: Incoming): Reply {
    if (request.path === '/login/oauth/token') return this.#access.login(request);
    return this.#access.check(request, (clientId, correlation) => {
      const caller = { clientId, correlation };
      return (
        this.#jobs.route(request, caller) ??
        flowRoute(this.org, request, caller) ??
        this.#list(request) ??
        failure(404, 'not.found', 'The requested resource was not found.', correlation)
      );
    });
  }

  #list({ method, path, query }: Incoming): Reply | undefined {
    if (method !== 'GET') return undefined;
    if (path === '/api/v2/organizations/me')
      return { status: 200, body: { id: this.org.id, name: 'Sandbox' } };
    if (path === '/api/v2/routing/queues') return named(this.org.queues, query);
    if (path === '/api/v2/architect/prompts') return named(this.org.prompts, query);
    const list = this.org.lists.get(path);
    return list && named(list, query);
  }
}
