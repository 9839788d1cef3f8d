import { randomUUID } from 'node:crypto';
import { type Incoming, json, type Reply } from '../http.ts';
import type { Org, StoredFlow } from './org.ts';
import { failure, listing, many } from './replies.ts';
import { viewFlow, viewVersion } from './view.ts';

const PUBLISH_MS = 100;

/** Who asks, for the answers that name it. */
export interface Caller {
  readonly clientId: string;
  readonly correlation: string;
}

/** Reads of flows and what is done to them by name of an action; undefined for requests about something else. */
export function flowRoute(org: Org, request: Incoming, caller: Caller): Reply | undefined {
  const { method, path, query } = request;
  const call = `${method} ${path}`;
  if (call === 'GET /api/v2/flows') return list(org, query);
  if (call === 'GET /api/v2/flows/lookup') return byIds(org, query);
  if (call === 'GET /api/v2/architect/dependencytracking/consumingresources') return consumers(org, query);
  const missing = () =>
    failure(404, 'architect.flow.not.found', 'Could not find specified flow.', caller.correlation);
  const one = /^(GET|PUT) \/api\/v2\/flows\/([0-9a-f-]{36})(\/versions)?$/.exec(call);
  if (one) {
    const flow = org.byId(one[2] ?? '');
    if (!flow) return missing();
    if (one[3]) return listing(flow.versions.toReversed().map(viewVersion), query);
    return one[1] === 'PUT' ? rename(org, flow, request, caller) : { status: 200, body: viewFlow(flow, org) };
  }
  const action = /^POST \/api\/v2\/flows\/actions\/(publish|deactivate|checkout|checkin|unlock)$/.exec(
    call,
  )?.[1];
  if (!action) return undefined;
  const flow = org.byId(query.get('flow') ?? '');
  if (!flow) return missing();
  const locked = heldByOther(flow, caller);
  if (locked) return locked;
  switch (action) {
    case 'publish':
      return publishVersion(org, flow, query.get('version') ?? flow.saved ?? '', caller);
    case 'deactivate':
      org.deactivate(flow);
      break;
    case 'checkout':
      flow.lockedBy = { clientId: caller.clientId };
      break;
    case 'checkin':
      flow.lockedBy = undefined;
      return { status: 200, body: operation(randomUUID(), caller, 'CHECKIN', true) };
    default:
      flow.lockedBy = undefined;
  }
  return { status: 200, body: viewFlow(flow, org) };
}

/** Flows by their ids: whatever else the query asks for, a page size included, does not count. */
function byIds(org: Org, query: URLSearchParams): Reply {
  const ids = many(query, 'id');
  const found = org.flows.filter(({ id, deleted }) => ids.includes(id) && !deleted);
  return listing(
    found.map((flow) => viewFlow(flow, org)),
    new URLSearchParams(),
  );
}

function list(org: Org, query: URLSearchParams): Reply {
  // The deprecated way to ask for ids.
  if (query.has('id')) return byIds(org, query);
  const types = many(query, 'type').map((type) => type.toUpperCase());
  const name = query.get('name')?.toLowerCase();
  const found = org.flows.filter(
    (flow) =>
      (types.length === 0 || types.includes(flow.type)) &&
      (!name || flow.name.toLowerCase().includes(name)) &&
      !flow.deleted,
  );
  return listing(
    found.map((flow) => viewFlow(flow, org)),
    query,
  );
}

/** The flows whose published version names a common module, as dependency tracking lists them. */
function consumers(org: Org, query: URLSearchParams): Reply {
  const module = org.byId(query.get('id') ?? '');
  const using = org.flows.filter(({ published, versions }) => {
    const yaml = versions.find(({ id }) => id === published)?.yaml ?? '';
    return module && /commonModule:\s*\n?\s*["']?([^\n"':]+)/.exec(yaml)?.[1]?.trim() === module.name;
  });
  return listing(
    using.map(({ id, name, type, published }) => ({ id, name, version: published, type: objectType(type) })),
    query,
  );
}

function objectType(type: string): string {
  return type === 'WORKFLOW' ? type : `${type}FLOW`;
}

function heldByOther(flow: StoredFlow, { clientId, correlation }: Caller): Reply | undefined {
  const { lockedBy } = flow;
  if (!lockedBy || lockedBy.clientId === clientId) return undefined;
  const words = `Flow '${flow.name}' is locked by user ${lockedBy.user ?? 'unknown'}.`;
  return failure(409, 'architect.flow.locked.by.user', words, correlation);
}

function rename(org: Org, flow: StoredFlow, request: Incoming, { clientId, correlation }: Caller): Reply {
  if (flow.lockedBy?.clientId !== clientId) {
    return failure(409, 'architect.flow.not.locked.by.user', 'Flow is not locked by client', correlation);
  }
  const name = String(json(request)?.name ?? '');
  const there = org.byName(flow.type, name);
  if (there && there !== flow) {
    const words = 'A flow of the specified type with the specified name already exists.';
    return failure(409, 'architect.flow.already.exists', words, correlation);
  }
  flow.name = name;
  return { status: 200, body: viewFlow(flow, org) };
}

function publishVersion(org: Org, flow: StoredFlow, version: string, caller: Caller): Reply {
  if (org.unknowns.publishVersion === 'refused') {
    return failure(
      409,
      'architect.flow.cannot.publish.missing.dependencies',
      `Flow '${flow.name}' version '${version}' cannot be published due to missing dependencies (count: '1').`,
      caller.correlation,
    );
  }
  const begun = { id: randomUUID(), complete: false };
  flow.operation = begun;
  org.clock.after(PUBLISH_MS, () => {
    // 200 is the answer for a version that does not exist, too; then nothing happens.
    if (org.unknowns.publishVersion === 'works') org.publishAgain(flow, version);
    begun.complete = true;
  });
  return { status: 200, body: operation(begun.id, caller, 'PUBLISH', false) };
}

function operation(id: string, { clientId }: Caller, actionName: string, complete: boolean) {
  return {
    id,
    complete,
    client: { id: clientId },
    actionName,
    actionStatus: complete ? 'SUCCESS' : 'STARTED',
  };
}
