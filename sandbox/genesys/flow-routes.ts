import { randomUUID } from 'node:crypto';
import { type Incoming, json, type Reply } from '../http.ts';
import type { Operation, Org, StoredFlow } from './org.ts';
import { failure, listing, many } from './replies.ts';
import { isNumbered, viewFlow, viewVersion } from './view.ts';

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
    if (one[3]) return listing(flow.versions.filter(isNumbered).toReversed().map(viewVersion), query);
    return one[1] === 'PUT' ? rename(org, flow, request, caller) : { status: 200, body: viewFlow(flow, org) };
  }
  const action = /^POST \/api\/v2\/flows\/actions\/(publish|deactivate|checkout|checkin|unlock)$/.exec(
    call,
  )?.[1];
  if (!action) return undefined;
  const flow = org.byId(query.get('flow') ?? '');
  if (!flow) return missing();
  return heldByOther(flow, caller) ?? busy(flow, caller) ?? act(action, org, flow, query, caller);
}

/** Does an action to a flow that nothing keeps from it. */
function act(action: string, org: Org, flow: StoredFlow, query: URLSearchParams, caller: Caller): Reply {
  switch (action) {
    case 'publish':
      return publishVersion(org, flow, query.get('version') ?? flow.saved ?? '', caller);
    case 'deactivate':
      org.deactivate(flow);
      break;
    case 'checkout':
      // A second check-out is refused, too.
      if (flow.lockedBy) return lockedBy(flow, `client ${caller.clientId}`, caller);
      flow.lockedBy = { clientId: caller.clientId };
      break;
    case 'checkin':
      if (!flow.lockedBy) return notLocked(caller);
      return begin(org, flow, 'CHECKIN', caller, () => org.checkIn(flow, { clientId: caller.clientId }));
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

function heldByOther(flow: StoredFlow, caller: Caller): Reply | undefined {
  const { lockedBy: by } = flow;
  if (!by || by.clientId === caller.clientId) return undefined;
  return lockedBy(flow, `user ${by.user ?? 'unknown'}`, caller);
}

function lockedBy({ name }: StoredFlow, holder: string, { correlation }: Caller): Reply {
  const words = `Flow '${name}' is locked by ${holder}.`;
  return failure(409, 'architect.flow.locked.by.user', words, correlation);
}

function notLocked({ correlation }: Caller): Reply {
  return failure(409, 'architect.flow.not.locked.by.user', 'Flow is not locked by client', correlation);
}

function busy({ operation }: StoredFlow, { correlation }: Caller): Reply | undefined {
  if (!operation || operation.complete) return undefined;
  const words = `Operation ${operation.action} is already in progress.`;
  return failure(409, 'architect.operation.already.in.progress', words, correlation);
}

function rename(org: Org, flow: StoredFlow, request: Incoming, { clientId, correlation }: Caller): Reply {
  if (flow.lockedBy?.clientId !== clientId) return notLocked({ clientId, correlation });
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
  return begin(org, flow, 'PUBLISH', caller, () => {
    // 200 is the answer for a version that does not exist, too; then nothing happens.
    if (org.unknowns.publishVersion !== 'nothing') {
      org.publishAgain(flow, version, { clientId: caller.clientId });
    }
  });
}

/** Begins an operation, which the answer names and the flow shows until the next one. */
function begin(
  org: Org,
  flow: StoredFlow,
  action: Operation['action'],
  { clientId }: Caller,
  end: () => void,
): Reply {
  const operation: Operation = { id: randomUUID(), action, complete: false };
  flow.operation = operation;
  org.clock.after(org.operationMs, () => {
    end();
    operation.complete = true;
  });
  const body = {
    id: operation.id,
    complete: false,
    client: { id: clientId },
    actionName: action,
    actionStatus: 'STARTED',
  };
  return { status: 200, body };
}
