import { randomUUID } from 'node:crypto';
import { Contract } from '../contract.ts';
import { Faults } from '../faults.ts';
import { type Incoming, json, type Listening, listen, type Reply } from '../http.ts';
import { type Job, runJob } from './jobs.ts';
import type { Org, StoredFlow } from './org.ts';
import { view } from './view.ts';

/** A Genesys Cloud org on loopback: login below /login, the API below /api, uploads on an origin of their own. */
export interface GenesysSandbox {
  readonly url: string;
  readonly org: Org;
  readonly faults: Faults;
  /** Requests and answers that the contract does not allow. */
  readonly violations: readonly string[];
  /** Every request, as `METHOD path`, uploads included. */
  readonly requests: string[];
  close(): Promise<void>;
}

interface Token {
  readonly clientId: string;
  readonly expires: number;
  window: number;
  count: number;
}

const TOKEN_SECONDS = 86_400;
const WINDOW_MS = 60_000;
const PUBLISH_MS = 100;

/** Starts an org on free ports of loopback, or on the port given. */
export async function startGenesys(org: Org, port = 0): Promise<GenesysSandbox> {
  const contract = new Contract('genesys');
  const faults = new Faults();
  const requests: string[] = [];
  const tokens = new Map<string, Token>();
  const jobs = new Map<string, Job>();
  const uploads = new Map<string, { readonly job: Job; used: boolean }>();
  const exports = new Map<string, { readonly yaml: string | undefined; polls: number }>();

  const store: Listening = await listen((request) => {
    requests.push(`${request.method} upload`);
    return faults.apply({ ...request, path: `/upload${request.path}` }, async () => receive(request));
  });

  function receive(request: Incoming): Reply {
    const id = request.path.slice(1);
    const refuse = (code: string, words: string): Reply => ({
      status: 403,
      type: 'application/xml',
      body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${words}</Message></Error>`,
    });
    if (request.headers.authorization) return refuse('InvalidArgument', 'Only one auth mechanism allowed');
    if (request.query.get('X-Amz-Signature') === null) return refuse('AccessDenied', 'Access Denied');
    if (request.method === 'GET') {
      const found = exports.get(id)?.yaml;
      return found === undefined
        ? refuse('NoSuchKey', 'no such key')
        : { status: 200, body: found, type: 'application/x-yaml' };
    }
    const upload = uploads.get(id);
    if (!upload || request.method !== 'PUT') return refuse('AccessDenied', 'Access Denied');
    if (
      request.headers['x-amz-meta-sandbox'] !== id ||
      request.headers['content-type'] !== 'application/x-yaml'
    ) {
      return refuse(
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided.',
      );
    }
    // A second upload of the same job starts nothing new.
    if (!upload.used) void runJob(org, upload.job, request.text);
    upload.used = true;
    return { status: 200 };
  }

  const signed = (id: string) => `${store.url}/${id}?X-Amz-Signature=${randomUUID().replaceAll('-', '')}`;

  const server: Listening = await listen(async (request) => {
    requests.push(`${request.method} ${request.path}`);
    const reply = await faults.apply(request, async () => route(request));
    if (reply !== 'drop' && request.path.startsWith('/api/') && reply.status < 500) {
      contract.request(request.method, request.path, request.text === '' ? undefined : json(request));
      contract.reply(request.method, request.path, reply.status, reply.body);
    }
    return reply;
  }, port);

  function route(request: Incoming): Reply {
    if (request.path === '/login/oauth/token') return login(request);
    const correlation = randomUUID();
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const token = tokens.get(bearer ?? '');
    if (!token || token.expires < Date.now()) {
      return failure(401, 'bad.credentials', 'Invalid login credentials.', correlation);
    }
    if (Date.now() - token.window > WINDOW_MS) Object.assign(token, { window: Date.now(), count: 0 });
    token.count++;
    const reset = Math.ceil((token.window + WINDOW_MS - Date.now()) / 1000);
    const limits = {
      'inin-ratelimit-count': String(token.count),
      'inin-ratelimit-allowed': String(org.requestsPerMinute),
      'inin-ratelimit-reset': String(reset),
    };
    if (token.count > org.requestsPerMinute) {
      const words = `Rate limit exceeded the maximum. Retry the request in [${reset}] seconds`;
      return failure(429, 'too.many.requests', words, correlation, {
        ...limits,
        'retry-after': String(reset),
      });
    }
    const reply = api(request, token.clientId, correlation);
    return reply === 'drop'
      ? reply
      : { ...reply, headers: { ...limits, 'inin-correlation-id': correlation, ...reply.headers } };
  }

  function login(request: Incoming): Reply {
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
    const client = org.clients.find((each) => each.id === id);
    if (!client) return refuse(400, 'client not found: invalid_client');
    if (client.secret !== secret) return refuse(401, 'authentication failed: invalid_client');
    const token = `sandbox-token-${randomUUID()}`;
    tokens.set(token, {
      clientId: client.id,
      expires: Date.now() + TOKEN_SECONDS * 1000,
      window: Date.now(),
      count: 0,
    });
    return { status: 200, body: { access_token: token, token_type: 'bearer', expires_in: TOKEN_SECONDS } };
  }

  function api(request: Incoming, clientId: string, correlation: string): Reply {
    const { method, path, query } = request;
    const call = `${method} ${path}`;
    const client = org.clients.find(({ id }) => id === clientId);
    const needs = PERMISSIONS.find(([pattern]) => pattern.test(call))?.[1];
    if (needs && client?.lacks.includes(needs)) {
      const words = `Unable to perform the requested action. You are missing the following permission(s): ${needs}`;
      return failure(403, 'missing.any.permissions', words, correlation);
    }
    if (call === 'POST /api/v2/flows/jobs') {
      const job: Job = {
        id: randomUUID(),
        clientId,
        status: 'Registered',
        flowId: undefined,
        messages: undefined,
      };
      jobs.set(job.id, job);
      uploads.set(job.id, { job, used: false });
      const headers = { 'x-amz-meta-sandbox': job.id, 'Content-Type': 'application/x-yaml' };
      return {
        status: 200,
        body: { id: job.id, presignedUrl: signed(job.id), headers, selfUri: `/api/v2/flows/jobs/${job.id}` },
      };
    }
    const job = jobs.get(/^GET \/api\/v2\/flows\/jobs\/([^/]+)$/.exec(call)?.[1] ?? '');
    if (job) {
      const messages =
        many(query, 'expand').includes('messages') && job.messages ? { messages: job.messages } : {};
      const flow = job.flowId ? { flow: { id: job.flowId, selfUri: `/api/v2/flows/${job.flowId}` } } : {};
      return {
        status: 200,
        body: { id: job.id, status: job.status, command: 'Publish', ...flow, ...messages, selfUri: path },
      };
    }
    if (call === 'POST /api/v2/flows/export/jobs') return startExport(request, correlation);
    const exported = /^GET \/api\/v2\/flows\/export\/jobs\/([^/]+)$/.exec(call)?.[1];
    if (exported !== undefined) return readExport(exported, path, correlation);
    if (call === 'GET /api/v2/flows') {
      const types = many(query, 'type').map((type) => type.toUpperCase());
      const name = query.get('name')?.toLowerCase();
      const found = org.flows.filter(
        (flow) =>
          (types.length === 0 || types.includes(flow.type)) &&
          (!name || flow.name.toLowerCase().includes(name)) &&
          !flow.deleted,
      );
      const size = Number(query.get('pageSize') ?? 25);
      const page = Number(query.get('pageNumber') ?? 1);
      const entities = found.slice((page - 1) * size, page * size).map((flow) => view(flow, org));
      return {
        status: 200,
        body: {
          entities,
          pageSize: size,
          pageNumber: page,
          total: found.length,
          pageCount: Math.max(1, Math.ceil(found.length / size)),
        },
      };
    }
    if (call === 'GET /api/v2/routing/queues') {
      const wanted = query.get('name')?.toLowerCase();
      return listing([...org.queues].filter((name) => !wanted || name.toLowerCase().includes(wanted)));
    }
    if (call === 'GET /api/v2/architect/prompts') {
      const wanted = many(query, 'name').map((name) => name.toLowerCase());
      return listing([...org.prompts].filter((name) => wanted.includes(name.toLowerCase())));
    }
    const one = /^GET \/api\/v2\/flows\/([0-9a-f-]{36})$/.exec(call)?.[1];
    if (one !== undefined) {
      const flow = org.byId(one);
      return flow
        ? { status: 200, body: view(flow, org) }
        : failure(404, 'architect.flow.not.found', 'Could not find specified flow.', correlation);
    }
    const action = /^POST \/api\/v2\/flows\/actions\/(publish|deactivate)$/.exec(call)?.[1];
    const flow = org.byId(query.get('flow') ?? '');
    if (action && !flow)
      return failure(404, 'architect.flow.not.found', 'Could not find specified flow.', correlation);
    if (action === 'deactivate' && flow) {
      flow.active = false;
      flow.published = undefined;
      return { status: 200, body: view(flow, org) };
    }
    if (action === 'publish' && flow)
      return publishVersion(flow, query.get('version') ?? flow.saved ?? '', clientId, correlation);
    return failure(404, 'not.found', 'The requested resource was not found.', correlation);
  }

  function publishVersion(flow: StoredFlow, version: string, clientId: string, correlation: string): Reply {
    if (flow.lockedBy && flow.lockedBy.clientId !== clientId) {
      return failure(
        409,
        'architect.flow.locked.by.user',
        `Flow '${flow.name}' is locked by user ${flow.lockedBy.user ?? 'unknown'}.`,
        correlation,
      );
    }
    if (org.unknowns.publishVersion === 'refused') {
      return failure(
        409,
        'architect.flow.cannot.publish.missing.dependencies',
        `Flow '${flow.name}' version '${version}' cannot be published due to missing dependencies (count: '1').`,
        correlation,
      );
    }
    const operation = { id: randomUUID(), complete: false };
    flow.operation = operation;
    const known = flow.versions.some(({ id }) => id === version);
    setTimeout(() => {
      // 200 is the answer for a version that does not exist, too; then nothing happens.
      if (known && org.unknowns.publishVersion === 'works') flow.published = version;
      operation.complete = true;
    }, PUBLISH_MS);
    return {
      status: 200,
      body: {
        id: operation.id,
        complete: false,
        client: { id: clientId },
        actionName: 'PUBLISH',
        actionStatus: 'STARTED',
      },
    };
  }

  function startExport(request: Incoming, correlation: string): Reply {
    const wanted = (json(request)?.flows as { flow: { id?: string; version?: string } }[] | undefined)?.[0]
      ?.flow;
    const flow = org.byId(wanted?.id ?? '');
    if (!flow) return failure(404, 'architect.flow.not.found', 'Could not find specified flow.', correlation);
    const id = randomUUID();
    exports.set(id, {
      yaml: flow.versions.find((each) => each.id === (wanted?.version ?? flow.published))?.yaml,
      polls: 0,
    });
    return {
      status: 200,
      body: { id, status: 'Registered', totalFlows: 1, selfUri: `/api/v2/flows/export/jobs/${id}` },
    };
  }

  function readExport(id: string, path: string, correlation: string): Reply {
    const found = exports.get(id);
    if (!found) return failure(404, 'not.found', 'The requested resource was not found.', correlation);
    const base = { id, command: 'Export', selfUri: path };
    if (found.polls++ === 0) return { status: 200, body: { ...base, status: 'Started' } };
    return {
      status: 200,
      body:
        found.yaml === undefined
          ? { ...base, status: 'Failure' }
          : { ...base, status: 'Success', downloadUrl: signed(id) },
    };
  }

  return {
    url: server.url,
    org,
    faults,
    violations: contract.violations,
    requests,
    close: async () => {
      await server.close();
      await store.close();
    },
  };
}

const PERMISSIONS: readonly (readonly [RegExp, string])[] = [
  [/^POST \/api\/v2\/flows\/jobs$/, 'architect:job:create'],
  [/^GET \/api\/v2\/flows\/jobs\//, 'architect:job:view'],
  [/^POST \/api\/v2\/flows\/export\/jobs$/, 'architect:jobExport:create'],
  [/^GET \/api\/v2\/flows\/export\/jobs\//, 'architect:jobExport:view'],
  [/^GET \/api\/v2\/flows/, 'architect:flow:view'],
  [/^GET \/api\/v2\/routing\/queues/, 'routing:queue:view'],
  [/^GET \/api\/v2\/architect\/prompts/, 'architect:userPrompt:view'],
  [/^POST \/api\/v2\/flows\/actions\//, 'architect:flow:publish'],
];

function failure(
  status: number,
  code: string,
  message: string,
  contextId: string,
  headers: Record<string, string> = {},
): Reply {
  const body = { message, code, status, messageParams: {}, contextId, details: [], errors: [] };
  return { status, body, headers: { 'inin-correlation-id': contextId, ...headers } };
}

/** Things of which only the name matters here, as one page. */
function listing(names: readonly string[]): Reply {
  const entities = names.map((name) => ({ id: randomUUID(), name }));
  return { status: 200, body: { entities, pageSize: 100, pageNumber: 1, total: names.length, pageCount: 1 } };
}

/** A parameter that may come repeated or joined by commas. */
function many(query: URLSearchParams, name: string): string[] {
  return query.getAll(name).flatMap((each) => each.split(','));
}
