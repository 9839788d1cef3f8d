import { randomUUID } from 'node:crypto';

/** One version of a flow, with the YAML it was made from. */
export interface StoredVersion {
  readonly id: string;
  readonly yaml: string;
  readonly clientId: string | undefined;
  readonly user: string | undefined;
  readonly date: string;
}

/** A flow of the org. */
export interface StoredFlow {
  readonly id: string;
  name: string;
  readonly type: string;
  active: boolean;
  deleted: boolean;
  readonly versions: StoredVersion[];
  published: string | undefined;
  saved: string | undefined;
  lockedBy: { readonly user?: string; readonly clientId?: string } | undefined;
  operation: { readonly id: string; complete: boolean; error?: string } | undefined;
}

/** What an org does where the contract does not say for sure. */
export interface Unknowns {
  /** Publishing a version that is asked for: it goes live, nothing happens although the answer is 200, or it is refused. */
  publishVersion: 'works' | 'nothing' | 'refused';
  /** How long a published version takes to show when the flow is read, in ms. */
  readLagMs: number;
}

/** What the next publish job does instead of what it should. */
export type JobScript =
  | { readonly kind: 'slow'; readonly ms: number }
  | {
      readonly kind: 'failure';
      readonly messages: readonly { readonly type: string; readonly text: string }[];
    }
  | { readonly kind: 'failure-without-messages' }
  | { readonly kind: 'success-without-flow-id' }
  | { readonly kind: 'nothing-happened' }
  | { readonly kind: 'failure-but-live' }
  | { readonly kind: 'inactive' }
  /** The user prompts of the org were deleted in the meantime. */
  | { readonly kind: 'prompts-gone' };

/** An OAuth client that may log in. */
export interface StoredClient {
  readonly id: string;
  readonly secret: string;
  /** Permissions it lacks; all others it has. */
  lacks: readonly string[];
}

/** The state of a Genesys Cloud org. */
export class Org {
  readonly flows: StoredFlow[] = [];
  readonly prompts = new Set<string>();
  readonly queues = new Set<string>();
  readonly clients: StoredClient[] = [];
  readonly jobScripts: JobScript[] = [];
  readonly unknowns: Unknowns = { publishVersion: 'works', readLagMs: 0 };
  /** How long a job takes, in ms. */
  jobMs = 200;
  requestsPerMinute = 300;

  byId(id: string): StoredFlow | undefined {
    return this.flows.find((flow) => flow.id === id);
  }

  byName(type: string, name: string): StoredFlow | undefined {
    return this.flows.find(
      (flow) => flow.type === type && flow.name.toLowerCase() === name.toLowerCase() && !flow.deleted,
    );
  }

  /** Saves and publishes a new version, as a publish job does; makes the flow if there is none. */
  publish(type: string, name: string, yaml: string, by: { clientId?: string; user?: string }): StoredFlow {
    let flow = this.byName(type, name);
    if (!flow) {
      flow = {
        id: randomUUID(),
        name,
        type,
        active: true,
        deleted: false,
        versions: [],
        published: undefined,
        saved: undefined,
        lockedBy: undefined,
        operation: undefined,
      };
      this.flows.push(flow);
    }
    const version = this.save(flow, yaml, by);
    flow.published = version;
    flow.active = true;
    return flow;
  }

  /** Adds a version without publishing it, as a save in Architect does. */
  save(flow: StoredFlow, yaml: string, by: { clientId?: string; user?: string }): string {
    const id = `${flow.versions.length + 1}.0`;
    flow.versions.push({ id, yaml, clientId: by.clientId, user: by.user, date: new Date().toISOString() });
    flow.saved = id;
    return id;
  }
}
