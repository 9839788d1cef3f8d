import { ActionError } from '../errors.ts';
import type { GitHub, TreeChange } from '../github/port.ts';
import type { Clock, Deadline, Log } from '../runtime.ts';
import type { Redaction } from '../text/redaction.ts';
import type { IntentFile } from './intent-file.ts';
import { AUDIT_PATHS, type PublishedState } from './published-state.ts';
import { README } from './readme.ts';
import { emptyState, parseState, stateText } from './state-file.ts';
import { readSeal, type StateKey, UntrustedState } from './state-seal.ts';
import { placeOf } from './verify/place.ts';

/** The audit branch at one commit. */
export interface AuditView {
  /** The head of the branch; undefined if there is no branch. */
  readonly head: string | undefined;
  readonly state: PublishedState;
  /** The open intents, not yet checked: one, or those of the shards of a run. */
  readonly intents: readonly IntentFile[];
}

/** What the audit log works with. */
export interface AuditPorts {
  readonly github: GitHub;
  readonly clock: Clock;
  readonly log: Log;
  readonly deadline: Deadline;
  /** Removes the secrets of the run from what is written, before digests and seals are made. */
  readonly secrets?: Pick<Redaction, 'data'>;
  /** What an untrusted state causes: an error (the default), or a warning in runs that only read. */
  readonly untrusted?: 'refuse' | 'warn';
}

/** The files of one environment on the audit branch, changed by compare-and-swap. */
export class AuditBranch {
  readonly name: string;
  readonly environment: string;
  readonly #ports: AuditPorts;
  readonly #key: StateKey | undefined;

  /** `key` seals states. Without it no state can be written, and a state is read without a check of its seal. */
  constructor(name: string, environment: string, ports: AuditPorts, key?: StateKey) {
    this.name = name;
    this.environment = environment;
    this.#ports = ports;
    this.#key = key;
  }

  /**
   * Reads the head of the branch. Throws an `ActionError` if the state cannot be read, and an `UntrustedState` if it is not
   * the state that a run with this OAuth client wrote last.
   */
  async read(): Promise<AuditView> {
    const head = await this.#ports.github.branchHead(this.name);
    return head === undefined
      ? { head, state: emptyState(this.environment), intents: [] }
      : this.readAt(head);
  }

  /** Reads one commit of the branch, with the same checks. */
  async readAt(head: string): Promise<AuditView> {
    const [state, intents] = await Promise.all([
      this.#ports.github.textAt(head, AUDIT_PATHS.state(this.environment)),
      this.#intentsAt(head),
    ]);
    const parsed = parseState(state, this.environment);
    await this.#requireSealed(head, state);
    return { head, state: parsed, intents };
  }

  async #intentsAt(head: string): Promise<IntentFile[]> {
    const { github } = this.#ports;
    const paths = (await github.filesIn(head, AUDIT_PATHS.intents)).filter((path) => {
      const place = placeOf(path);
      return place?.holds === 'intent' && place.environment === this.environment;
    });
    return Promise.all(paths.map(async (path) => ({ path, text: (await github.textAt(head, path)) ?? '' })));
  }

  async #requireSealed(head: string, text: string | undefined): Promise<void> {
    const why = await this.#unsealed(head, text);
    if (why === undefined) return;
    const path = AUDIT_PATHS.state(this.environment);
    const error = new UntrustedState(path, this.name, head, why);
    if (this.#ports.untrusted !== 'warn') throw error;
    this.#ports.log.warning(`The state ${path} on the branch ${this.name} is not trusted: ${why}.`);
  }

  /** Why a state is not trusted; undefined if a run with this OAuth client wrote it last. */
  async #unsealed(head: string, text: string | undefined): Promise<string | undefined> {
    if (!this.#key) return undefined;
    const path = AUDIT_PATHS.state(this.environment);
    const [written] = await this.#ports.github.fileHistory(head, path, 1);
    if (text === undefined) return written && 'it was removed';
    const seal = written && readSeal(written.message);
    if (!seal) return 'another tool changed it';
    if (this.#key.matches(seal, { parent: written.parent ?? '', path, text })) return undefined;
    return seal.keyId === this.#key.id
      ? 'another tool changed it or restored an earlier state'
      : 'it was written with another secret of the OAuth client, or another client';
  }

  /**
   * Accepts the state at the commit `head`, because a user checked it, and seals it. Does nothing if the state is trusted
   * already, or if `head` is not the head of the branch any more.
   */
  async accept(head: string): Promise<void> {
    const { github, log } = this.#ports;
    if (head === '' || (await github.branchHead(this.name)) !== head) return;
    const path = AUDIT_PATHS.state(this.environment);
    const text = await github.textAt(head, path);
    if (text === undefined || (await this.#unsealed(head, text)) === undefined) return;
    log.warning(
      `The state ${path} is accepted as it is in commit ${head}, because of the input "expected-head".`,
    );
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

  /** Adds the seal of the state to the message of a commit that writes one. */
  #sealed(head: string, change: TreeChange): TreeChange {
    const path = AUDIT_PATHS.state(this.environment);
    const state = change.additions.find((each) => each.path === path);
    if (!state) return change;
    if (!this.#key) throw new Error('there is no key to seal the state');
    return { ...change, body: this.#key.seal({ parent: head, path, text: state.text }) };
  }

  /** Creates the branch. `exists`: another run created it first. */
  create(): Promise<'created' | 'exists'> {
    const file = { path: 'README.md', text: README };
    return this.#ports.github.createBranch(this.name, file, 'Begin the audit log');
  }

  /**
   * Commits a change. If another run changed the branch meanwhile, reads it and tries again. `change` returns undefined if there is
   * nothing to write. Returns the commit that has the change. Throws an `ActionError` if the branch is gone, or at the deadline.
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
          `the branch ${this.name} does not exist any more`,
          'Restore the branch at the commit in the output "audit-commit" of the last run. The records of this run are in its log.',
        );
      }
      const made = await change({ ...found, head }, attempt > 1);
      if (made === undefined || made.additions.length + made.deletions.length === 0) return head;
      const commit = await github.commit(this.name, head, this.#sealed(head, made));
      if (commit !== 'moved') return commit.oid;
      const wait = clock.random() * Math.min(10_000, 250 * 2 ** attempt);
      if (clock.now() + wait > deadline.at) {
        throw new ActionError(
          `other runs kept changing the branch ${this.name} until the time of this run was over`,
          'Run again.',
        );
      }
      await clock.sleep(wait);
    }
  }
}
