import { randomUUID } from 'node:crypto';
import { RealTime, type SandboxClock } from '../clock.ts';

/** One version of a flow, with the YAML it was made from. */
export interface StoredVersion {
  readonly id: string;
  readonly yaml: string;
  readonly clientId: string | undefined;
  readonly user: string | undefined;
  readonly date: string;
  /** When the job that made it began, in ms since 1970. */
  jobBegun?: number;
  /** Its job told of a failure, and it went live all the same. */
  jobFailed?: boolean;
  /** A draft until it is published. */
  type: 'PUBLISH' | 'CHECKIN' | 'SAVE';
}

/** Who does something in the org. */
export interface Actor {
  readonly clientId?: string;
  readonly user?: string;
}

/** What the org is doing, or did last, to a flow. */
export interface Operation {
  readonly id: string;
  readonly action: 'PUBLISH' | 'CHECKIN';
  complete: boolean;
}

/** A flow of the org. */
export interface StoredFlow {
  readonly id: string;
  name: string;
  readonly type: string;
  readonly division: string;
  active: boolean;
  deleted: boolean;
  readonly versions: StoredVersion[];
  /** What was live, and from when on; the last one is live now. */
  readonly lives: { readonly version: string | undefined; readonly at: number }[];
  readonly published: string | undefined;
  saved: string | undefined;
  lockedBy: Actor | undefined;
  operation: Operation | undefined;
}

/** What an org does where the contract does not say for sure. */
export interface Unknowns {
  /**
   * Publishing a version that is asked for: it goes live, its content goes live as a new version, nothing happens although
   * the answer is 200, or it is refused.
   */
  publishVersion: 'works' | 'new-version' | 'nothing' | 'refused';
  /** The id of what is saved: a number like those of other versions, or `saved_version_<guid>`. */
  savedIds: 'numbers' | 'guids';
  /** A check-in of a flow without a draft: only unlocks it, or makes a version all the same. */
  checkIn: 'unlocks' | 'makes-version';
  /** A publish job of a flow that its own client has locked: goes on, or fails. */
  ownLock: 'passes' | 'refused';
  /** How long a published version takes to show when the flow is read, in ms. */
  readLagMs: number;
  /** Whether a publish job leaves the lock that its own client holds. */
  lockAfterJob: 'released' | 'kept';
  /** An export gives back the upload with the platform's own ids, the same in another order of keys, or exactly the upload. */
  exports: 'noisy' | 'rewritten' | 'verbatim';
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

/** What the id of a draft begins with, where it is no number. */
export const SAVED = 'saved_version_';

/** The state of a Genesys Cloud org. */
export class Org {
  readonly id = randomUUID();
  readonly clock: SandboxClock;
  readonly flows: StoredFlow[] = [];
  readonly prompts = new Set<string>();
  readonly queues = new Set<string>();
  /** Names of other things that flows use, by the path of the list that has them. */
  readonly lists = new Map<string, Set<string>>();
  readonly clients: StoredClient[] = [];
  readonly jobScripts: JobScript[] = [];
  readonly unknowns: Unknowns = {
    publishVersion: 'works',
    savedIds: 'numbers',
    checkIn: 'unlocks',
    ownLock: 'passes',
    readLagMs: 0,
    lockAfterJob: 'released',
    exports: 'noisy',
  };
  /** How long a job takes, in ms. */
  jobMs = 200;
  /** How long an operation on a flow takes, such as publishing an earlier version, in ms. */
  operationMs = 100;
  /** What a job itself spends of the limit of the token that began it. */
  requestsPerJob = 0;
  requestsPerMinute = 300;

  constructor(clock: SandboxClock = new RealTime()) {
    this.clock = clock;
  }

  byId(id: string): StoredFlow | undefined {
    return this.flows.find((flow) => flow.id === id);
  }

  byName(type: string, name: string): StoredFlow | undefined {
    return this.flows.find(
      (flow) => flow.type === type && flow.name.toLowerCase() === name.toLowerCase() && !flow.deleted,
    );
  }

  /** Saves and publishes a new version, as a publish job does; makes the flow if there is none. */
  publish(type: string, name: string, yaml: string, by: Actor): StoredFlow {
    let flow = this.byName(type, name);
    if (!flow) {
      flow = {
        id: randomUUID(),
        name,
        type,
        division: 'Home',
        active: true,
        deleted: false,
        versions: [],
        lives: [],
        get published() {
          return this.lives.at(-1)?.version;
        },
        saved: undefined,
        lockedBy: undefined,
        operation: undefined,
      };
      this.flows.push(flow);
    }
    // What is published is saved first.
    if (this.unknowns.savedIds === 'guids') this.save(flow, yaml, by);
    this.#goLive(flow, this.#add(flow, yaml, by, 'PUBLISH'));
    return flow;
  }

  /** Adds a version without publishing it, as a save in Architect does. */
  save(flow: StoredFlow, yaml: string, by: Actor): string {
    return this.#add(flow, yaml, by, 'SAVE');
  }

  /** Makes a version of what is saved, and lets go of the lock. */
  checkIn(flow: StoredFlow, by: Actor): void {
    const last = flow.versions.at(-1);
    const draft = last?.type === 'SAVE' ? last : undefined;
    if (draft && this.unknowns.savedIds === 'numbers') draft.type = 'CHECKIN';
    else if (draft) this.#add(flow, draft.yaml, by, 'CHECKIN');
    else if (last && this.unknowns.checkIn === 'makes-version') this.#add(flow, last.yaml, by, 'CHECKIN');
    flow.lockedBy = undefined;
  }

  /** Puts a version live that was made before. Returns the version that is live then; undefined where there is no such one. */
  publishAgain(flow: StoredFlow, version: string, by: Actor): string | undefined {
    const found = flow.versions.find(({ id }) => id === version);
    if (!found) return undefined;
    if (this.unknowns.publishVersion === 'new-version') {
      return this.#goLive(flow, this.#add(flow, found.yaml, by, 'PUBLISH'));
    }
    found.type = 'PUBLISH';
    return this.#goLive(flow, version);
  }

  #add(flow: StoredFlow, yaml: string, by: Actor, type: StoredVersion['type']): string {
    const draft = type === 'SAVE' && this.unknowns.savedIds === 'guids';
    const numbers = flow.versions.filter(({ id }) => !id.startsWith(SAVED)).length;
    const id = draft ? `${SAVED}${randomUUID()}` : `${numbers + 1}.0`;
    const date = new Date(this.clock.now()).toISOString();
    flow.versions.push({ id, yaml, clientId: by.clientId, user: by.user, date, type });
    if (draft || this.unknowns.savedIds === 'numbers') flow.saved = id;
    return id;
  }

  #goLive(flow: StoredFlow, version: string): string {
    flow.lives.push({ version, at: this.clock.now() });
    flow.active = true;
    return version;
  }

  /** Takes a flow out of service. */
  deactivate(flow: StoredFlow): void {
    flow.lives.push({ version: undefined, at: this.clock.now() });
    flow.active = false;
  }
}
