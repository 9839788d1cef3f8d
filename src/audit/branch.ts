import { ActionError } from '../errors.ts';
import type { GitHub, TreeChange } from '../github/port.ts';
import type { Clock, Deadline, Log } from '../runtime.ts';
import type { Redaction } from '../text/redaction.ts';
import { AUDIT_PATHS, type PublishedState } from './published-state.ts';
import { README } from './readme.ts';
import { emptyState, parseState, stateText } from './state-file.ts';
import { readSeal, type StateKey, UntrustedState } from './state-seal.ts';

/** What the audit branch said when it was read. */
export interface AuditView {
  /** The branch's commit; undefined while there is no branch. */
  readonly head: string | undefined;
  readonly state: PublishedState;
  /** The file of the intent that stands, unchecked; undefined if there is none. */
  readonly intent: string | undefined;
}

/** What the audit log works with. */
export interface AuditPorts {
  readonly github: GitHub;
  readonly clock: Clock;
  readonly log: Log;
  readonly deadline: Deadline;
  /** Takes the secrets of the run out of what is written, before its digests and seals are made. */
  readonly secrets?: Pick<Redaction, 'data'>;
  /** What a state that is not trusted comes to: an error (the default), or a warning for runs that only read. */
  readonly untrusted?: 'refuse' | 'warn';
}

/** The audit branch, as one environment sees it: read as a whole, and changed by compare-and-swap. */
export class AuditBranch {
  readonly name: string;
  readonly environment: string;
  readonly #ports: AuditPorts;
  readonly #key: StateKey | undefined;

  /** `key` seals states; without it none can be written, and any is taken as it stands. */
  constructor(name: string, environment: string, ports: AuditPorts, key?: StateKey) {
    this.name = name;
    this.environment = environment;
    this.#ports = ports;
    this.#key = key;
  }

  /**
   * What the branch has now. Throws an `ActionError` if the state cannot be read, and an `UntrustedState` if it is not the one
   * that a run with this OAuth client wrote last.
   */
  async read(): Promise<AuditView> {
    const { github } = this.#ports;
    const head = await github.branchHead(this.name);
    if (head === undefined) return { head, state: emptyState(this.environment), intent: undefined };
    const [state, intent] = await Promise.all([
      github.textAt(head, AUDIT_PATHS.state(this.environment)),
      github.textAt(head, AUDIT_PATHS.intent(this.environment)),
    ]);
    const parsed = parseState(state, this.environment);
    await this.#requireSealed(head, state);
    return { head, state: parsed, intent };
  }

  async #requireSealed(head: string, text: string | undefined): Promise<void> {
    const why = await this.#unsealed(head, text);
    if (why === undefined) return;
    const path = AUDIT_PATHS.state(this.environment);
    const error = new UntrustedState(path, this.name, head, why);
    if (this.#ports.untrusted !== 'warn') throw error;
    this.#ports.log.warning(`The state ${path} on the branch ${this.name} is not trusted: ${why}.`);
  }

  /** Why a state is not the one that a run with this OAuth client wrote last; undefined if it is. */
  async #unsealed(head: string, text: string | undefined): Promise<string | undefined> {
    if (!this.#key) return undefined;
    const path = AUDIT_PATHS.state(this.environment);
    const [written] = await this.#ports.github.fileHistory(head, path, 1);
    if (text === undefined) return written && 'it was removed';
    const seal = written && readSeal(written.message);
    if (!seal) return 'it was changed by another tool than this action';
    if (this.#key.matches(seal, { parent: written.parent ?? '', path, text })) return undefined;
    return seal.keyId === this.#key.id
      ? 'it was changed, or an earlier one was put back'
      : 'it was written with another secret of the OAuth client, or another client';
  }

  /**
   * Takes the state as it stands at the commit `head`, because a user has checked it, and seals it. Does nothing for a state
   * that is trusted already, or where the branch has moved on.
   */
  async accept(head: string): Promise<void> {
    const { github, log } = this.#ports;
    if (head === '' || (await github.branchHead(this.name)) !== head) return;
    const path = AUDIT_PATHS.state(this.environment);
    const text = await github.textAt(head, path);
    if (text === undefined || (await this.#unsealed(head, text)) === undefined) return;
    log.warning(`The state ${path} is accepted as it stands in commit ${head}, as "expected-head" says.`);
    const accepted = { ...parseState(text, this.environment), accepted: head };
    await github.commit(
      this.name,
      head,
      this.#sealed(head, {
        headline: `Accept the state of ${this.environment} at ${head.slice(0, 7)}`,
        additions: [{ path, text: stateText(accepted) }],
        deletions: [],
      }),
    );
  }

  /** A commit that writes a state ends its message with the seal of it. */
  #sealed(head: string, change: TreeChange): TreeChange {
    const path = AUDIT_PATHS.state(this.environment);
    const state = change.additions.find((each) => each.path === path);
    if (!state) return change;
    if (!this.#key) throw new Error('a state that cannot be sealed');
    return { ...change, body: this.#key.seal({ parent: head, path, text: state.text }) };
  }

  /** Makes the branch. `exists`: another run was first. */
  create(): Promise<'created' | 'exists'> {
    const file = { path: 'README.md', text: README };
    return this.#ports.github.createBranch(this.name, file, 'Begin the audit log');
  }

  /**
   * Compare-and-swap until it holds: on a moved branch everything is read again. `change` gives undefined where it is there
   * already. Returns the commit that holds it. Throws an `ActionError` if the branch is gone, or keeps moving.
   */
  async swap(
    change: (
      found: AuditView & { readonly head: string },
      again: boolean,
    ) => Promise<TreeChange | undefined> | TreeChange | undefined,
  ): Promise<string> {
    const { github, clock, deadline } = this.#ports;
    for (let attempt = 1; ; attempt++) {
      const found = await this.read();
      const { head } = found;
      if (head === undefined) {
        throw new ActionError(
          `the branch ${this.name} is gone`,
          'Restore the branch from the last run. The records are in the log.',
        );
      }
      const made = await change({ ...found, head }, attempt > 1);
      if (made === undefined || made.additions.length + made.deletions.length === 0) return head;
      const commit = await github.commit(this.name, head, this.#sealed(head, made));
      if (commit !== 'moved') return commit.oid;
      const wait = clock.random() * Math.min(10_000, 250 * 2 ** attempt);
      if (clock.now() + wait > deadline.at) {
        throw new ActionError(
          `the branch ${this.name} kept moving, and it could not be written in time`,
          'Run again.',
        );
      }
      await clock.sleep(wait);
    }
  }
}
