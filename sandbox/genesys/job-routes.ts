import { randomUUID } from 'node:crypto';
import { parse, stringify } from 'yaml';
import { type Incoming, json, type Reply } from '../http.ts';
import { noisyExport } from './export-noise.ts';
import type { Caller } from './flow-routes.ts';
import { type Job, runJob } from './jobs.ts';
import type { Org } from './org.ts';
import { failure, many } from './replies.ts';

/** Publish and export jobs, and the store that their files are put to and taken from by signed addresses. */
export class Jobs {
  readonly #org: Org;
  readonly #spend: (clientId: string, requests: number) => void;
  readonly #jobs = new Map<string, Job>();
  readonly #uploads = new Map<string, { readonly job: Job; used: boolean }>();
  readonly #exports = new Map<string, { readonly yaml: string | undefined; polls: number }>();
  /** Where the store answers. */
  storeUrl = '';

  constructor(org: Org, spend: (clientId: string, requests: number) => void) {
    this.#org = org;
    this.#spend = spend;
  }

  /** Undefined for requests about something else. */
  route(request: Incoming, { clientId, correlation }: Caller): Reply | undefined {
    const { method, path, query } = request;
    const call = `${method} ${path}`;
    if (call === 'POST /api/v2/flows/jobs') return this.#register(clientId);
    const job = this.#jobs.get(/^GET \/api\/v2\/flows\/jobs\/([^/]+)$/.exec(call)?.[1] ?? '');
    if (job) return { status: 200, body: this.#view(job, many(query, 'expand').includes('messages')) };
    if (call === 'POST /api/v2/flows/export/jobs') return this.#export(request, correlation);
    const exported = /^GET \/api\/v2\/flows\/export\/jobs\/([^/]+)$/.exec(call)?.[1];
    return exported === undefined ? undefined : this.#readExport(exported, correlation);
  }

  /** A request to a signed address. */
  receive(request: Incoming): Reply {
    const id = request.path.slice(1);
    const refuse = (code: string, words: string): Reply => ({
      status: 403,
      type: 'application/xml',
      body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${words}</Message></Error>`,
    });
    if (request.headers.authorization) return refuse('InvalidArgument', 'Only one auth mechanism allowed');
    if (request.query.get('X-Amz-Signature') === null) return refuse('AccessDenied', 'Access Denied');
    if (request.method === 'GET') {
      const found = this.#exports.get(id)?.yaml;
      return found === undefined
        ? refuse('NoSuchKey', 'no such key')
        : { status: 200, body: found, type: 'application/x-yaml' };
    }
    const upload = this.#uploads.get(id);
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
    if (!upload.used) {
      this.#spend(upload.job.clientId, this.#org.requestsPerJob);
      void runJob(this.#org, upload.job, request.text);
    }
    upload.used = true;
    return { status: 200 };
  }

  #register(clientId: string): Reply {
    const id = randomUUID();
    const job: Job = { id, clientId, status: 'Registered', flowId: undefined, messages: undefined };
    this.#jobs.set(id, job);
    this.#uploads.set(id, { job, used: false });
    const headers = { 'x-amz-meta-sandbox': id, 'Content-Type': 'application/x-yaml' };
    return {
      status: 200,
      body: { id, presignedUrl: this.#signed(id), headers, selfUri: `/api/v2/flows/jobs/${id}` },
    };
  }

  #view({ id, status, flowId, messages }: Job, expanded: boolean): Record<string, unknown> {
    return {
      id,
      status,
      command: 'Publish',
      ...(flowId ? { flow: { id: flowId, selfUri: `/api/v2/flows/${flowId}` } } : {}),
      ...(expanded && messages ? { messages } : {}),
      selfUri: `/api/v2/flows/jobs/${id}`,
    };
  }

  #export(request: Incoming, correlation: string): Reply {
    const wanted = (json(request)?.flows as { flow: { id?: string; version?: string } }[] | undefined)?.[0]
      ?.flow;
    const flow = this.#org.byId(wanted?.id ?? '');
    if (!flow) return failure(404, 'architect.flow.not.found', 'Could not find specified flow.', correlation);
    const id = randomUUID();
    const yaml = flow.versions.find((each) => each.id === (wanted?.version ?? flow.published))?.yaml;
    this.#exports.set(id, { yaml: yaml === undefined ? undefined : this.#written(yaml), polls: 0 });
    return {
      status: 200,
      body: { id, status: 'Registered', totalFlows: 1, selfUri: `/api/v2/flows/export/jobs/${id}` },
    };
  }

  /** An upload as an export of it is written. */
  #written(yaml: string): string {
    const { exports } = this.#org.unknowns;
    if (exports === 'verbatim') return yaml;
    const noisy = noisyExport(yaml, this.#exports.size);
    return exports === 'rewritten' ? rewrite(noisy) : noisy;
  }

  #readExport(id: string, correlation: string): Reply {
    const found = this.#exports.get(id);
    if (!found) return failure(404, 'not.found', 'The requested resource was not found.', correlation);
    const base = { id, command: 'Export', selfUri: `/api/v2/flows/export/jobs/${id}` };
    if (found.polls++ === 0) return { status: 200, body: { ...base, status: 'Started' } };
    return {
      status: 200,
      body:
        found.yaml === undefined
          ? { ...base, status: 'Failure' }
          : { ...base, status: 'Success', downloadUrl: this.#signed(id) },
    };
  }

  #signed(id: string): string {
    return `${this.storeUrl}/${id}?X-Amz-Signature=${randomUUID().replaceAll('-', '')}`;
  }
}

/** The same flow as another writer would put it: keys in another order. */
function rewrite(yaml: string): string {
  return stringify(parse(yaml), { sortMapEntries: (a, b) => (String(a.key) < String(b.key) ? 1 : -1) });
}
