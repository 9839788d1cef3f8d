import { ActionError } from '../errors.ts';
import type { TreeChange } from '../github/port.ts';
import { counted } from '../text/plural.ts';
import { advance } from './advance.ts';
import { AuditBranch, type AuditPorts, type AuditView } from './branch.ts';
import type { ExternalRecord } from './external.ts';
import { type Intent, LEDGER, type LedgerRecord, serialize } from './ledger.ts';
import type { AuditRecord, RunFacts } from './record.ts';
import { parseSnapshot, type Snapshot } from './snapshot.ts';
import { isRecord } from './verify.ts';

/** The intent of a run does not stand any more: another run has taken it for broken off, and found out what it left. */
export class IntentLost extends ActionError {
  constructor() {
    super(
      'another run has taken this one for broken off, and found out what it left behind',
      'Look at that run; nothing more is done here.',
    );
    this.name = 'IntentLost';
  }
}

/** Where the audit log of a run is. */
export interface AuditInputs {
  /** Empty for the audit log `default`. */
  readonly environment: string;
  readonly auditBranch: string;
}

const WAIT_FOR_RUN_MS = 10_000;
/** After the end of a run's time, how long others leave to it what it is finding out. */
const CLAIM_GRACE_MS = 60_000;

/** The audit branch of one environment: read, lock by an intent, append records. */
export class AuditLog {
  readonly branch: string;
  readonly environment: string;
  readonly #ports: AuditPorts;
  readonly #branch: AuditBranch;

  constructor(branch: string, environment: string, ports: AuditPorts) {
    this.branch = branch;
    this.environment = environment;
    this.#ports = ports;
    this.#branch = new AuditBranch(branch, environment, ports);
  }

  /** What the branch says now. */
  read(): Promise<AuditView> {
    return this.#branch.read();
  }

  /**
   * Waits until no other run holds the environment. What a run that is gone left behind is handed to `recover`, whose
   * records close it. Returns the trail as it is then.
   */
  async settled(
    me: Pick<RunFacts, 'runId' | 'attempt' | 'runUrl'>,
    recover: (intent: Intent, found: AuditView) => Promise<AuditRecord[]>,
  ): Promise<AuditView> {
    const { github, clock, log, deadline } = this.#ports;
    for (;;) {
      const snapshot = await this.read();
      const { intent } = snapshot;
      if (!intent) return snapshot;
      const holder = intent.recovering ?? intent;
      const ours = holder.run_id === me.runId && holder.attempt === me.attempt;
      if (intent.recovering && ours) {
        const headline = `Recover what run ${intent.run_id} left behind`;
        // Where the intent is gone, our own commit may be what closed it: the trail tells, read anew.
        try {
          await this.#write(headline, await recover(intent, snapshot), () => 'remove', intent);
        } catch (error) {
          if (!(error instanceof IntentLost)) throw error;
        }
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
        throw new ActionError(
          `the run ${holder.run_url} is still publishing to "${this.environment}"`,
          'Run again when it has ended. A concurrency group in the workflow keeps runs from meeting.',
        );
      }
      log.info(`Waiting for the run ${holder.run_url}, which is publishing to "${this.environment}".`);
      await clock.sleep(WAIT_FOR_RUN_MS * (0.75 + clock.random() / 2));
    }
  }

  async #claim(
    { head }: AuditView,
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
  async begin(snapshot: AuditView, intent: Intent): Promise<boolean> {
    const { github, clock } = this.#ports;
    if (clock.cancelled) throw new ActionError('the run was cancelled', 'Run again; nothing was published.');
    if (snapshot.head === undefined && (await this.#branch.create()) === 'exists') return false;
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
    await this.#branch.swap(({ intent: standing }) => {
      if (standing?.intent_id !== intent.intent_id) throw new IntentLost();
      return {
        headline: `Intent: more of what run ${intent.run_id} is about to do`,
        additions: [{ path: LEDGER.intent(this.environment), text: serialize(intent) }],
        deletions: [],
      };
    });
  }

  /** Writes files that are no records. Throws an `ActionError` if the branch keeps moving. */
  async keep(files: TreeChange['additions'], headline: string): Promise<void> {
    await this.#branch.swap(() => ({ headline, additions: files, deletions: [] }));
  }

  /** A record of this action by its path; undefined where it is not there, or is none. */
  async record({ head }: AuditView, path: string): Promise<AuditRecord | undefined> {
    const text = head === undefined ? undefined : await this.#ports.github.textAt(head, path);
    try {
      const value = JSON.parse(text ?? '') as Partial<LedgerRecord>;
      return isRecord(value) && value.source === 'action' && LEDGER.record(value) === path
        ? value
        : undefined;
    } catch {
      return undefined;
    }
  }

  /** What was live right after the last publish of a flow; undefined where it was not kept. */
  async liveFile({ head }: AuditView, flowId: string): Promise<Snapshot | undefined> {
    if (head === undefined || !/^[0-9a-f-]{1,60}$/i.test(flowId)) return undefined;
    return parseSnapshot(await this.#ports.github.textAt(head, LEDGER.live(this.environment, flowId)));
  }

  /** Appends records of what this action did not do. Nothing waits for other runs, and the state stays as it is. */
  async append(records: readonly ExternalRecord[], headline: string): Promise<string> {
    if ((await this.read()).head === undefined) await this.#branch.create();
    return this.#write(headline, records, () => 'keep');
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
   * Writes records. None is lost, and none is written twice. Where they are about an intent that must be `standing`,
   * throws `IntentLost` if it is not.
   */
  async #write(
    headline: string,
    records: readonly LedgerRecord[],
    intent: (found: AuditView) => 'keep' | 'remove' | Intent,
    standing?: Intent,
  ): Promise<string> {
    const first = records[0];
    const ours = records.filter((record): record is AuditRecord => record.source === 'action');
    const file = LEDGER.intent(this.environment);
    return this.#branch.swap(async (found, again) => {
      const there = again && first && (await this.#ports.github.textAt(found.head, LEDGER.record(first)));
      if (there !== undefined && there !== false) return undefined;
      if (standing && !sameClaim(found.intent, standing)) throw new IntentLost();
      const next = intent(found);
      return {
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
    });
  }
}

/** The intent that stands is the one that was claimed, by the same run. */
function sameClaim(found: Intent | undefined, standing: Intent): boolean {
  return found?.intent_id === standing.intent_id && found.recovering?.run_id === standing.recovering?.run_id;
}
