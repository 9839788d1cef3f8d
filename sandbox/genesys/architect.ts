import type { Org, StoredFlow } from './org.ts';

/** What people do to a flow in Architect's own editor. */
export class Architect {
  readonly #org: Org;
  readonly #user: string;

  constructor(org: Org, user: string) {
    this.#org = org;
    this.#user = user;
  }

  /** Opens a flow for editing, which locks it; false where somebody else has it. */
  edit(flow: StoredFlow): boolean {
    if (flow.lockedBy && flow.lockedBy.user !== this.#user) return false;
    flow.lockedBy = { user: this.#user };
    return true;
  }

  save(flow: StoredFlow, yaml: string): boolean {
    if (!this.edit(flow)) return false;
    this.#org.save(flow, yaml, { user: this.#user });
    return true;
  }

  /** Checks in what is saved, and lets go of the lock. */
  checkIn(flow: StoredFlow): boolean {
    if (flow.lockedBy?.user !== this.#user) return false;
    this.#org.checkIn(flow, { user: this.#user });
    return true;
  }

  /** Publishes new content, and lets go of the lock. */
  publish(flow: StoredFlow, yaml: string): boolean {
    if (!this.edit(flow)) return false;
    this.#org.publish(flow.type, flow.name, yaml, { user: this.#user });
    flow.lockedBy = undefined;
    return true;
  }

  /** Puts an earlier version live, from the version history. */
  publishEarlier(flow: StoredFlow, version: string): boolean {
    if (flow.lockedBy && flow.lockedBy.user !== this.#user) return false;
    this.#org.publishAgain(flow, version, { user: this.#user });
    return true;
  }

  rename(flow: StoredFlow, name: string): boolean {
    if (this.#org.byName(flow.type, name) || !this.edit(flow)) return false;
    flow.name = name;
    flow.lockedBy = undefined;
    return true;
  }
}
