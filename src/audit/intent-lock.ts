import { ActionError } from '../errors.ts';
import type { TreeChange } from '../github/port.ts';
import { counted } from '../text/plural.ts';
import type { AuditBranch, AuditPorts, AuditView } from './branch.ts';
import { type Intent, type IntentFlow, MOST_LIFETIME_MS, type NewIntent } from './intent.ts';
import {
  digestOf,
  type IntentFile,
  type ReadIntent,
  readIntentFile,
  serializeIntent,
  UntrustedIntent,
} from './intent-file.ts';
import { isUnbroken, type StandingIntent } from './intent-history.ts';
import { holds, IntentLost, isSister, sameClaim, samePlan } from './intent-holder.ts';
import type { IntentKey } from './intent-key.ts';
import { AUDIT_PATHS } from './published-state.ts';
import type { RunFacts } from './record.ts';
import { isLocalRun } from './run-id.ts';

const WAIT_FOR_RUN_MS = 10_000;
/** How long after its deadline a run keeps its claim. */
const CLAIM_GRACE_MS = 60_000;

/** The run, or the shard of a run, that asks for the lock. */
export type Me = Pick<RunFacts, 'runId' | 'attempt' | 'runUrl' | 'shard'>;

/** What to do with an open intent whose run has ended. */
export interface Recovery {
  /** Finishes what the interrupted run started, and closes the intent. `IntentLost`: another run did. */
  recover(intent: Intent, found: AuditView): Promise<void>;
  /** Closes an untrusted intent that the user named by its digest. */
  discard(intent: Intent | undefined, file: IntentFile): Promise<void>;
}

/**
 * The lock of an environment: an intent on the audit branch, signed with the secret of the OAuth client. The shards of one run
 * hold it together, each with an intent of its own, because they have no flow in common.
 */
export class IntentLock {
  readonly #branch: AuditBranch;
  readonly #key: IntentKey;
  readonly #ports: AuditPorts;

  constructor(branch: AuditBranch, key: IntentKey, ports: AuditPorts) {
    this.#branch = branch;
    this.#key = key;
    this.#ports = ports;
  }

  /**
   * Waits until no other run holds the lock, and recovers interrupted runs. `discard`: the digest of an untrusted intent to
   * close. Returns the audit branch without an intent, except those of other shards of this run. Throws `UntrustedIntent`.
   */
  async acquire(me: Me, recovery: Recovery, discard: string): Promise<AuditView> {
    const { clock, log, deadline } = this.#ports;
    for (;;) {
      const view = await this.#branch.read();
      const all = view.intents.map((file) => ({ file, read: this.#read(file) }));
      const dropped = all.find(({ file, read }) => !read.ok && discard === digestOf(file.text));
      if (dropped) {
        log.warning(`The intent ${dropped.file.path} is discarded, because of the input "discard-intent".`);
        await recovery.discard(dropped.read.intent, dropped.file);
        continue;
      }
      const open = all
        .map(({ file, read }) => ({ file, intent: this.#trusted(file, read) }))
        .filter(({ intent }) => !isSister(intent, me));
      if (open.length === 0) return view;
      const ours = open.find(({ intent: { recovering } }) => recovering && holds(recovering, me));
      if (ours) {
        await this.#requireUnbroken(view, ours);
        await recovery.recover(ours.intent, view).catch((error: unknown) => {
          // Maybe our own commit closed it and its answer was lost: the next read shows it.
          if (!(error instanceof IntentLost)) throw error;
        });
        continue;
      }
      const busy = await this.#busy(open, me);
      const [first] = open;
      if (busy === undefined && first) {
        const { intent } = first;
        const { run_url: url } = intent.recovering ?? intent;
        log.info(`The run ${url} was interrupted while it published. Recovering it first.`);
        await this.#requireUnbroken(view, first);
        await this.#claim(view, intent, me);
        continue;
      }
      if (clock.cancelled || clock.now() + WAIT_FOR_RUN_MS > deadline.at) {
        throw new ActionError(
          `the run ${busy} is still publishing to "${this.#branch.environment}"`,
          'Run again when it has ended. Add a concurrency group to the workflow, so that runs wait for each other.',
        );
      }
      log.info(`Waiting for the run ${busy}, which is publishing to "${this.#branch.environment}".`);
      await clock.sleep(WAIT_FOR_RUN_MS * (0.75 + clock.random() / 2));
    }
  }

  /**
   * Writes the intent on top of the commit that the plan was made from. A shard writes it on top of what other shards of its run
   * wrote meanwhile. Returns the written intent; undefined if the branch changed otherwise, so that the run must plan again.
   */
  async begin(view: AuditView, intent: NewIntent): Promise<Intent | undefined> {
    const { github, clock, deadline } = this.#ports;
    if (clock.cancelled) throw new ActionError('the run was cancelled', 'Run again. Nothing was published.');
    if (view.head === undefined && (await this.#branch.create()) === 'exists') return undefined;
    let head = view.head ?? (await github.branchHead(this.#branch.name));
    for (let attempt = 1; head !== undefined; attempt++) {
      const standing: Intent = { ...intent, begun_on: head, sequence: 1 };
      const change = this.#written(standing, beginHeadline(standing));
      if ((await github.commit(this.#branch.name, head, change)) !== 'moved') return standing;
      // The commit may have succeeded although its answer was lost.
      const found = await this.#branch.read();
      const own = this.standing(found, intent);
      if (own) return own.intent;
      const wait = clock.random() * Math.min(10_000, 250 * 2 ** attempt);
      if (!this.#isPlanned(intent, view, found) || clock.now() + wait > deadline.at) return undefined;
      await clock.sleep(wait);
      ({ head } = found);
    }
    return undefined;
  }

  /** Updates the open intent of this run. Throws `IntentLost` if it was closed or claimed by another run. */
  async note(intent: Intent): Promise<void> {
    await this.#branch.swap((found) => {
      const standing = this.standing(found, intent);
      if (!standing || !sameClaim(standing.intent, intent)) throw new IntentLost();
      return this.#written({ ...intent, sequence: standing.intent.sequence + 1 }, noteHeadline(intent));
    });
  }

  /** The open intent with the same id; undefined if there is none, or if it is not trusted. */
  standing(
    { intents }: AuditView,
    { intent_id: id }: Pick<NewIntent, 'intent_id'>,
  ): StandingIntent | undefined {
    for (const file of intents) {
      const read = this.#read(file);
      if (read.ok && read.intent.intent_id === id) return { file, intent: read.intent };
    }
    return undefined;
  }

  /** The file of an intent that keeps only flows without a record. */
  left(intent: Intent, standing: Intent): TreeChange['additions'] {
    return this.#written({ ...intent, sequence: standing.sequence + 1 }, '').additions;
  }

  /** True if only shards of the same run changed the branch since, and none of them the flows of this intent. */
  #isPlanned(intent: NewIntent, before: AuditView, now: AuditView): boolean {
    const { run_id: runId, attempt, shard } = intent;
    return (
      shard !== undefined &&
      now.intents.every((file) => {
        const read = this.#read(file);
        return read.ok && isSister(read.intent, { runId, attempt, shard });
      }) &&
      samePlan(intent, before.state, now.state)
    );
  }

  #read(file: IntentFile): ReadIntent {
    return readIntentFile(file, this.#branch.environment, this.#ports.clock.now(), this.#key);
  }

  #trusted(file: IntentFile, read: ReadIntent): Intent {
    if (read.ok) return read.intent;
    throw this.#untrusted(file, read.why);
  }

  #untrusted({ path, text }: IntentFile, why: string): UntrustedIntent {
    return new UntrustedIntent(path, this.#branch.name, digestOf(text), why);
  }

  /** The address of a run that holds one of these intents and is going; undefined if all have ended. */
  async #busy(open: readonly StandingIntent[], me: Me): Promise<string | undefined> {
    for (const { intent } of open) {
      const holder = intent.recovering ?? intent;
      if (!(await this.#hasEnded(holder, me, holds(holder, me)))) return holder.run_url;
    }
    return undefined;
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

  /** Throws `UntrustedIntent` if the intent did not stand on the branch since it was begun. */
  async #requireUnbroken({ head }: AuditView, standing: StandingIntent): Promise<void> {
    const read = (file: IntentFile) => this.#read(file);
    if (head !== undefined && (await isUnbroken(standing, { head, read }, this.#ports.github))) return;
    const why = 'it was closed before, or another tool changed it since it began';
    throw this.#untrusted(standing.file, why);
  }

  /** Claims an intent by a commit before recovery, so that two runs never recover the same flows at once. */
  async #claim({ head }: AuditView, intent: Intent, { runId, attempt, runUrl, shard }: Me): Promise<void> {
    const { github, clock, deadline } = this.#ports;
    const until = Math.min(
      Math.max(deadline.at, clock.now()) + CLAIM_GRACE_MS,
      clock.now() + MOST_LIFETIME_MS,
    );
    const claim = { run_id: runId, attempt, run_url: runUrl, expires: new Date(until).toISOString() };
    const claimed: Intent = {
      ...intent,
      sequence: intent.sequence + 1,
      recovering: shard ? { ...claim, shard: shard.index } : claim,
    };
    const headline = `Claim the interrupted run ${intent.run_id} in ${this.#branch.environment}`;
    await github.commit(this.#branch.name, head ?? '', this.#written(claimed, headline));
  }

  #written(intent: Intent, headline: string): TreeChange {
    const path = AUDIT_PATHS.intent(this.#branch.environment, intent.shard);
    const text = serializeIntent(this.#ports.secrets?.data(intent) ?? intent, this.#key);
    return { headline, additions: [{ path, text }], deletions: [] };
  }
}

function beginHeadline({ flows, environment, shard }: Intent): string {
  const [first] = flows;
  const part = shard ? ` (shard ${shard.index} of ${shard.of})` : '';
  return first?.rollback
    ? `Intent: roll back ${quoted(first)} in ${environment}${first.target_version === undefined ? '' : ` to version ${first.target_version}`}`
    : `Intent: publish ${counted(flows.length, 'flow')} to ${environment}${part}`;
}

function noteHeadline({ run_id: run, environment }: Intent): string {
  return `Intent: update run ${run} in ${environment}`;
}

function quoted({ flow_name: name }: IntentFlow): string {
  return JSON.stringify(name.slice(0, 60));
}
