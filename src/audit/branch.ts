import { ActionError } from '../errors.ts';
import type { GitHub, TreeChange } from '../github/port.ts';
import type { Clock, Deadline, Log } from '../runtime.ts';
import { LEDGER, type LedgerState, parseState } from './ledger.ts';

/** What the audit branch said when it was read. */
export interface AuditView {
  /** The branch's commit; undefined while there is no branch. */
  readonly head: string | undefined;
  readonly state: LedgerState;
  /** The file of the intent that stands, unchecked; undefined if there is none. */
  readonly intent: string | undefined;
}

/** What the trail works with. */
export interface AuditPorts {
  readonly github: GitHub;
  readonly clock: Clock;
  readonly log: Log;
  readonly deadline: Deadline;
}

const README = `# Audit trail of Genesys Cloud flows

Written by the genesys-flow-action. One file a record under \`records/\`, never changed; \`state/\` is a view of them;
\`intents/\` holds what a run is just about to do. Do not edit by hand.
`;

/** The audit branch, as one environment sees it: read as a whole, and changed by compare-and-swap. */
export class AuditBranch {
  readonly name: string;
  readonly environment: string;
  readonly #ports: AuditPorts;

  constructor(name: string, environment: string, ports: AuditPorts) {
    this.name = name;
    this.environment = environment;
    this.#ports = ports;
  }

  /** What the branch says now. Throws an `ActionError` if the state cannot be read. */
  async read(): Promise<AuditView> {
    const { github } = this.#ports;
    const head = await github.branchHead(this.name);
    if (head === undefined)
      return { head, state: parseState(undefined, this.environment), intent: undefined };
    const [state, intent] = await Promise.all([
      github.textAt(head, LEDGER.state(this.environment)),
      github.textAt(head, LEDGER.intent(this.environment)),
    ]);
    return {
      head,
      state: parseState(state, this.environment),
      intent,
    };
  }

  /** Makes the branch. `exists`: somebody else was first. */
  create(): Promise<'created' | 'exists'> {
    const file = { path: 'README.md', text: README };
    return this.#ports.github.createBranch(this.name, file, 'Begin the audit trail');
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
      const commit = await github.commit(this.name, head, made);
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
