import { ActionError } from '../errors.ts';
import type { TreeChange } from '../github/port.ts';
import { counted } from '../text/plural.ts';
import type { AuditBranch, AuditPorts, AuditView } from './branch.ts';
import { type Intent, type IntentFlow, MOST_LIFETIME_MS, type NewIntent } from './intent.ts';
import { digestOf, type ReadIntent, readIntent, serializeIntent, UntrustedIntent } from './intent-file.ts';
import type { IntentKey } from './intent-key.ts';
import { AUDIT_PATHS } from './published-state.ts';
import type { RunFacts } from './record.ts';
import { isLocalRun } from './run-id.ts';

/** Another run claimed the intent of this run, because this run looked interrupted. */
export class IntentLost extends ActionError {
  constructor() {
    super(
      'another run claimed the intent of this run and recovers its flows',
      'Read the log of that run. This run changes nothing more.',
    );
    this.name = 'IntentLost';
  }
}

const WAIT_FOR_RUN_MS = 10_000;
/** How long after its deadline a run keeps its claim. */
const CLAIM_GRACE_MS = 60_000;
/** The most commits of one intent that are read to check that it was never closed. */
const MOST_WRITES = 1000;

/** The run that asks for the lock. */
export type Me = Pick<RunFacts, 'runId' | 'attempt' | 'runUrl'>;

/** What to do with an open intent whose run has ended. */
export interface Recovery {
  /** Finishes what the interrupted run started, and closes the intent. `IntentLost`: another run did. */
  recover(intent: Intent, found: AuditView): Promise<void>;
  /** Closes an untrusted intent that the user named by its digest. */
  discard(intent: Intent | undefined, found: AuditView): Promise<void>;
}

/** The lock of an environment: an intent on the audit branch, signed with the secret of the OAuth client. */
export class IntentLock {
  readonly #branch: AuditBranch;
  readonly #key: IntentKey;
  readonly #ports: AuditPorts;
  readonly #path: string;

  constructor(branch: AuditBranch, key: IntentKey, ports: AuditPorts) {
    this.#branch = branch;
    this.#key = key;
    this.#ports = ports;
    this.#path = AUDIT_PATHS.intent(branch.environment);
  }

  /**
   * Waits until no other run holds the lock, and recovers an interrupted run. `discard`: the digest of an untrusted intent to
   * close. Returns the audit branch without an intent. Throws `UntrustedIntent`.
   */
  async acquire(me: Me, recovery: Recovery, discard: string): Promise<AuditView> {
    const { clock, log, deadline } = this.#ports;
    for (;;) {
      const view = await this.#branch.read();
      if (view.intent === undefined) return view;
      const read = this.#read(view.intent);
      if (!read.ok && discard === digestOf(view.intent)) {
        log.warning(`The intent ${this.#path} is discarded, because of the input "discard-intent".`);
        await recovery.discard(read.intent, view);
        continue;
      }
      const intent = this.#trusted(view.intent, read);
      const holder = intent.recovering ?? intent;
      const ours = holder.run_id === me.runId && holder.attempt === me.attempt;
      if (intent.recovering && ours) {
        await this.#requireStanding(view, intent);
        await recovery.recover(intent, view).catch((error: unknown) => {
          // Maybe our own commit closed it and its answer was lost: the next read shows it.
          if (!(error instanceof IntentLost)) throw error;
        });
        continue;
      }
      if (await this.#hasEnded(holder, me, ours)) {
        log.info(`The run ${holder.run_url} was interrupted while it published. Recovering it first.`);
        await this.#requireStanding(view, intent);
        await this.#claim(view, intent, me);
        continue;
      }
      if (clock.cancelled || clock.now() + WAIT_FOR_RUN_MS > deadline.at) {
        throw new ActionError(
          `the run ${holder.run_url} is still publishing to "${this.#branch.environment}"`,
          'Run again when it has ended. Add a concurrency group to the workflow, so that runs wait for each other.',
        );
      }
      log.info(
        `Waiting for the run ${holder.run_url}, which is publishing to "${this.#branch.environment}".`,
      );
      await clock.sleep(WAIT_FOR_RUN_MS * (0.75 + clock.random() / 2));
    }
  }

  /**
   * Writes the intent on top of the commit that the plan was made from. Returns the written intent; undefined if the branch
   * changed, so that the run must plan again.
   */
  async begin(view: AuditView, intent: NewIntent): Promise<Intent | undefined> {
    const { github, clock } = this.#ports;
    if (clock.cancelled) throw new ActionError('the run was cancelled', 'Run again. Nothing was published.');
    if (view.head === undefined && (await this.#branch.create()) === 'exists') return undefined;
    const head = view.head ?? (await github.branchHead(this.#branch.name));
    if (head === undefined) return undefined;
    const standing: Intent = { ...intent, begun_on: head, sequence: 1 };
    const change = this.#written(standing, beginHeadline(standing));
    if ((await github.commit(this.#branch.name, head, change)) !== 'moved') return standing;
    // The commit may have succeeded although its answer was lost.
    return this.standing(await this.#branch.read())?.intent_id === intent.intent_id ? standing : undefined;
  }

  /** Updates the open intent of this run. Throws `IntentLost` if it was closed or claimed by another run. */
  async note(intent: Intent): Promise<void> {
    await this.#branch.swap((found) => {
      const standing = this.standing(found);
      if (!standing || !sameClaim(standing, intent)) throw new IntentLost();
      return this.#written({ ...intent, sequence: standing.sequence + 1 }, noteHeadline(intent));
    });
  }

  /** The open intent; undefined if there is none, or if it is not trusted. */
  standing({ intent }: AuditView): Intent | undefined {
    const read = intent === undefined ? undefined : this.#read(intent);
    return read?.ok ? read.intent : undefined;
  }

  /** The file of an intent that keeps only flows without a record. */
  left(intent: Intent, standing: Intent): TreeChange['additions'] {
    return this.#written({ ...intent, sequence: standing.sequence + 1 }, '').additions;
  }

  #read(text: string): ReadIntent {
    return readIntent(text, this.#branch.environment, this.#ports.clock.now(), this.#key);
  }

  #trusted(text: string, read: ReadIntent): Intent {
    if (read.ok) return read.intent;
    throw this.#untrusted(text, read.why);
  }

  #untrusted(text: string, why: string): UntrustedIntent {
    return new UntrustedIntent(this.#path, this.#branch.name, digestOf(text), why);
  }

  async #hasEnded(
    holder: Pick<Intent, 'run_id' | 'attempt' | 'expires'>,
    me: Me,
    ours: boolean,
  ): Promise<boolean> {
    if (this.#ports.clock.now() > Date.parse(holder.expires)) return true;
    if (holder.run_id === me.runId && holder.attempt < me.attempt) return true;
    // GitHub does not know a run of the command line, so it holds the lock until its intent expires.
    if (ours || isLocalRun(holder.run_id)) return false;
    return (await this.#ports.github.run(holder.run_id)).state === 'ended';
  }

  /**
   * An attacker could commit a signed intent again after it was closed. So each commit that changed the file since
   * the intent began must have this intent, with descending sequences. Throws `UntrustedIntent`.
   */
  async #requireStanding({ head, intent: text = '' }: AuditView, intent: Intent): Promise<void> {
    const { github } = this.#ports;
    const replayed = this.#untrusted(text, 'it was closed before, or another tool changed it since it began');
    let sequence = intent.sequence + 1;
    if (head === undefined) throw replayed;
    for (let page = 1, seen = 0; seen < MOST_WRITES; page++) {
      const commits = await github.fileHistory(head, this.#path, page);
      for (const { oid, parent } of commits) {
        const file = await github.textAt(oid, this.#path);
        const read = file === undefined ? undefined : this.#read(file);
        if (!read?.ok || read.intent.intent_id !== intent.intent_id || read.intent.sequence >= sequence)
          throw replayed;
        if (parent === intent.begun_on) return;
        ({ sequence } = read.intent);
        seen++;
      }
      if (commits.length === 0) break;
    }
    throw replayed;
  }

  /** Claims an intent by a commit before recovery, so that two runs never recover the same flows at once. */
  async #claim({ head }: AuditView, intent: Intent, { runId, attempt, runUrl }: Me): Promise<void> {
    const { github, clock, deadline } = this.#ports;
    const until = Math.min(
      Math.max(deadline.at, clock.now()) + CLAIM_GRACE_MS,
      clock.now() + MOST_LIFETIME_MS,
    );
    const expires = new Date(until).toISOString();
    const claimed: Intent = {
      ...intent,
      sequence: intent.sequence + 1,
      recovering: { run_id: runId, attempt, run_url: runUrl, expires },
    };
    const headline = `Claim the interrupted run ${intent.run_id} in ${this.#branch.environment}`;
    await github.commit(this.#branch.name, head ?? '', this.#written(claimed, headline));
  }

  #written(intent: Intent, headline: string): TreeChange {
    return {
      headline,
      additions: [
        { path: this.#path, text: serializeIntent(this.#ports.secrets?.data(intent) ?? intent, this.#key) },
      ],
      deletions: [],
    };
  }
}

/** The same intent, held by the same run. */
export function sameClaim(one: Intent, other: Intent): boolean {
  return (
    one.intent_id === other.intent_id &&
    one.recovering?.run_id === other.recovering?.run_id &&
    one.recovering?.attempt === other.recovering?.attempt
  );
}

function beginHeadline({ flows, environment }: Intent): string {
  const [first] = flows;
  return first?.rollback
    ? `Intent: roll back ${quoted(first)} in ${environment}${first.target_version === undefined ? '' : ` to version ${first.target_version}`}`
    : `Intent: publish ${counted(flows.length, 'flow')} to ${environment}`;
}

function noteHeadline({ run_id: run, environment }: Intent): string {
  return `Intent: update run ${run} in ${environment}`;
}

function quoted({ flow_name: name }: IntentFlow): string {
  return JSON.stringify(name.slice(0, 60));
}
