import { UserError } from '../errors.ts';
import type { GitHub, TreeChange } from '../github/port.ts';
import type { Deadline } from '../net/retry.ts';
import type { Clock, Log } from '../ports.ts';
import { counted } from '../words.ts';
import type { ExternalRecord } from './external.ts';
import {
  advance,
  type Intent,
  LEDGER,
  type LedgerRecord,
  type LedgerState,
  parseIntent,
  parseState,
  serialize,
} from './ledger.ts';
import { type LiveFile, parseLive } from './live-file.ts';
import type { AuditRecord, RunFacts } from './record.ts';

/** What the audit branch said when it was read. */
export interface Snapshot {
  /** The branch's commit; undefined while there is no branch. */
  readonly head: string | undefined;
  readonly state: LedgerState;
  readonly intent: Intent | undefined;
}

/** What the trail works with. */
export interface TrailPorts {
  readonly github: GitHub;
  readonly clock: Clock;
  readonly log: Log;
  readonly deadline: Deadline;
}

/** The intent of a run does not stand any more: another run has taken it for broken off, and found out what it left. */
export class IntentLost extends UserError {
  constructor() {
    super(
      'another run has taken this one for broken off, and found out what it left behind',
      'Look at that run; nothing more is done here.',
    );
    this.name = 'IntentLost';
  }
}

const README = `# Audit trail of Genesys Cloud flows

Written by the genesys-flow-action. One file a record under \`records/\`, never changed; \`state/\` is a view of them;
\`intents/\` holds what a run is just about to do. Do not edit by hand.
`;
const WAIT_FOR_RUN_MS = 10_000;
/** After the end of a run's time, how long others leave to it what it is finding out. */
const CLAIM_GRACE_MS = 60_000;

/** The audit branch of one environment: read, lock by an intent, append records. */
export class Trail {
  readonly branch: string;
  readonly environment: string;
  readonly #ports: TrailPorts;

  constructor(branch: string, environment: string, ports: TrailPorts) {
    this.branch = branch;
    this.environment = environment;
    this.#ports = ports;
  }

  async read(): Promise<Snapshot> {
    const { github } = this.#ports;
    const head = await github.branchHead(this.branch);
    if (head === undefined)
      return { head, state: parseState(undefined, this.environment), intent: undefined };
    const [state, intent] = await Promise.all([
      github.textAt(head, LEDGER.state(this.environment)),
      github.textAt(head, LEDGER.intent(this.environment)),
    ]);
    return {
      head,
      state: parseState(state, this.environment),
      intent: parseIntent(intent, this.environment),
    };
  }

  /**
   * Waits until no other run holds the environment. What a run that is gone left behind is handed to `recover`, whose
   * records close it. Returns the trail as it is then.
   */
  async settled(
    me: Pick<RunFacts, 'runId' | 'attempt' | 'runUrl'>,
    recover: (intent: Intent, found: Snapshot) => Promise<AuditRecord[]>,
  ): Promise<Snapshot> {
    const { github, clock, log, deadline } = this.#ports;
    for (;;) {
      const snapshot = await this.read();
      const { intent } = snapshot;
      if (!intent) return snapshot;
      const holder = intent.recovering ?? intent;
      const ours = holder.run_id === me.runId && holder.attempt === me.attempt;
      if (intent.recovering && ours) {
        const records = await recover(intent, snapshot);
        await this.#write(`Recover what run ${intent.run_id} left behind`, records, () => 'remove', intent);
        continue;
      }
      const expired = clock.now() > Date.parse(holder.expires);
      const earlier = holder.run_id === me.runId && holder.attempt < me.attempt;
      const run = expired || earlier ? 'ended' : ours ? 'going' : await github.run(holder.run_id);
      if (run === 'ended') {
        log.info(
          `The run ${holder.run_url} broke off while it was publishing; finding out what it left behind.`,
        );
        // Taken over by a commit first, so that no two runs bring the same flows to an end at once.
        await this.#claim(snapshot, intent, me);
        continue;
      }
      if (clock.cancelled || clock.now() + WAIT_FOR_RUN_MS > deadline.at) {
        throw new UserError(
          `the run ${holder.run_url} is still publishing to "${this.environment}"`,
          'Run again when it has ended. A concurrency group in the workflow keeps runs from meeting.',
        );
      }
      log.info(`Waiting for the run ${holder.run_url}, which is publishing to "${this.environment}".`);
      await clock.sleep(WAIT_FOR_RUN_MS * (0.75 + clock.random() / 2));
    }
  }

  async #claim(
    { head }: Snapshot,
    intent: Intent,
    { runId, attempt, runUrl }: Pick<RunFacts, 'runId' | 'attempt' | 'runUrl'>,
  ): Promise<void> {
    const { github, clock, deadline } = this.#ports;
    const expires = new Date(Math.max(deadline.at, clock.now()) + CLAIM_GRACE_MS).toISOString();
    const claimed = { ...intent, recovering: { run_id: runId, attempt, run_url: runUrl, expires } };
    await github.commit(this.branch, head ?? '', {
      headline: `Find out what run ${intent.run_id} left behind`,
      additions: [{ path: LEDGER.intent(this.environment), text: serialize(claimed) }],
      deletions: [],
    });
  }

  /** Writes the intent on top of the snapshot that the plan was made from. False: the trail has moved, plan again. */
  async begin(snapshot: Snapshot, intent: Intent): Promise<boolean> {
    const { github, clock } = this.#ports;
    if (clock.cancelled) throw new UserError('the run was cancelled', 'Run again; nothing was published.');
    if (snapshot.head === undefined && (await this.#create()) === 'exists') return false;
    const head = snapshot.head ?? (await github.branchHead(this.branch));
    if (head === undefined) return false;
    const change = {
      headline: `Intent: publish ${counted(intent.flows.length, 'flow')} to ${this.environment}`,
      additions: [{ path: LEDGER.intent(this.environment), text: serialize(intent) }],
      deletions: [],
    };
    if ((await github.commit(this.branch, head, change)) !== 'moved') return true;
    // A commit whose answer was lost leaves our own intent standing.
    return (await this.read()).intent?.intent_id === intent.intent_id;
  }

  /** Writes an intent that stands already anew, with more in it. Throws `IntentLost` if it is not the one that stands. */
  async note(intent: Intent): Promise<void> {
    const { github, clock, deadline } = this.#ports;
    const change = {
      headline: `Intent: more of what run ${intent.run_id} is about to do`,
      additions: [{ path: LEDGER.intent(this.environment), text: serialize(intent) }],
      deletions: [],
    };
    for (let attempt = 1; ; attempt++) {
      const { head, intent: standing } = await this.read();
      if (head === undefined || standing?.intent_id !== intent.intent_id) throw new IntentLost();
      if ((await github.commit(this.branch, head, change)) !== 'moved') return;
      const wait = clock.random() * Math.min(10_000, 250 * 2 ** attempt);
      if (clock.now() + wait > deadline.at)
        throw new UserError(`the branch ${this.branch} kept moving`, 'Run again.');
      await clock.sleep(wait);
    }
  }

  /** Writes files that are no records. Throws a `UserError` if the branch keeps moving. */
  async keep(files: TreeChange['additions'], headline: string): Promise<void> {
    const { github, clock, deadline } = this.#ports;
    for (let attempt = 1; ; attempt++) {
      const head = await github.branchHead(this.branch);
      if (head === undefined) throw new UserError(`the branch ${this.branch} is gone`, 'Restore it.');
      if ((await github.commit(this.branch, head, { headline, additions: files, deletions: [] })) !== 'moved')
        return;
      const wait = clock.random() * Math.min(10_000, 250 * 2 ** attempt);
      if (clock.now() + wait > deadline.at)
        throw new UserError(`the branch ${this.branch} kept moving`, 'Run again.');
      await clock.sleep(wait);
    }
  }

  /** What was live right after the last publish of a flow; undefined where it was not kept. */
  async liveFile({ head }: Snapshot, flowId: string): Promise<LiveFile | undefined> {
    if (head === undefined || !/^[0-9a-f-]{1,60}$/i.test(flowId)) return undefined;
    return parseLive(await this.#ports.github.textAt(head, LEDGER.live(this.environment, flowId)));
  }

  /** Appends records of what this action did not do. Nothing waits for other runs, and the state stays as it is. */
  async append(records: readonly ExternalRecord[], headline: string): Promise<string> {
    if ((await this.read()).head === undefined) await this.#create();
    return this.#write(headline, records, () => 'keep');
  }

  #create(): Promise<'created' | 'exists'> {
    const file = { path: 'README.md', text: README };
    return this.#ports.github.createBranch(this.branch, file, 'Begin the audit trail');
  }

  /** Appends records, brings the state up to date and closes the intent, or keeps what is left of it open. */
  async finish(intent: Intent, records: readonly AuditRecord[], open: Intent | undefined): Promise<string> {
    const done = records.filter(({ status }) => status === 'success').length;
    return this.#write(
      `Publish to ${this.environment}: ${done} of ${counted(records.length, 'flow')} live`,
      records,
      (found) => {
        if (found.intent?.intent_id !== intent.intent_id) return 'keep';
        return open ?? 'remove';
      },
    );
  }

  /**
   * Compare-and-swap until it holds: on a moved branch everything is read again, so that no record is ever lost. Where the
   * records are about an intent that must be `standing`, throws `IntentLost` if it is not.
   */
  async #write(
    headline: string,
    records: readonly LedgerRecord[],
    intent: (found: Snapshot) => 'keep' | 'remove' | Intent,
    standing?: Intent,
  ): Promise<string> {
    const { github, clock, deadline } = this.#ports;
    const first = records[0];
    const ours = records.filter((record): record is AuditRecord => record.source === 'action');
    for (let attempt = 1; ; attempt++) {
      const found = await this.read();
      if (found.head === undefined) {
        throw new UserError(
          `the branch ${this.branch} is gone`,
          'Restore it from the last run; the records are in the log.',
        );
      }
      if (attempt > 1 && first && (await github.textAt(found.head, LEDGER.record(first))) !== undefined)
        return found.head;
      const claim = found.intent?.recovering;
      if (
        standing &&
        (found.intent?.intent_id !== standing.intent_id || claim?.run_id !== standing.recovering?.run_id)
      )
        throw new IntentLost();
      const next = intent(found);
      const file = LEDGER.intent(this.environment);
      const change: TreeChange = {
        headline,
        additions: [
          ...records.map((record) => ({ path: LEDGER.record(record), text: serialize(record) })),
          ...(ours.length > 0
            ? [{ path: LEDGER.state(this.environment), text: serialize(advance(found.state, ours)) }]
            : []),
          ...(typeof next === 'object' ? [{ path: file, text: serialize(next) }] : []),
        ],
        deletions: next === 'remove' ? [file] : [],
      };
      if (change.additions.length === 0 && change.deletions.length === 0) return found.head;
      const made = await github.commit(this.branch, found.head, change);
      if (made !== 'moved') return made.oid;
      const wait = clock.random() * Math.min(10_000, 250 * 2 ** attempt);
      if (clock.now() + wait > deadline.at) {
        throw new UserError(
          `the branch ${this.branch} kept moving, and the record could not be written in time`,
          'Run again.',
        );
      }
      await clock.sleep(wait);
    }
  }
}
