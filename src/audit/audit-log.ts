import type { TreeChange } from '../github/port.ts';
import { counted } from '../text/plural.ts';
import { advance, type Closing } from './advance.ts';
import { AuditBranch, type AuditPorts, type AuditView } from './branch.ts';
import type { ExternalRecord } from './external.ts';
import type { Intent, IntentFlow, NewIntent } from './intent.ts';
import { digestOf, type IntentFile, readIntentFile } from './intent-file.ts';
import { IntentLost, sameClaim } from './intent-holder.ts';
import type { IntentKey } from './intent-key.ts';
import { IntentLock, type Me } from './intent-lock.ts';
import { AUDIT_PATHS, type LastRecord, type LogRecord, serialize } from './published-state.ts';
import type { AuditRecord } from './record.ts';
import { isOwnRecord, readRecord } from './record-file.ts';
import { parseSnapshot, type Snapshot } from './snapshot.ts';
import { stateText } from './state-file.ts';

/** Where the audit log of a run is. */
export interface AuditInputs {
  /** Empty for the audit log `default`. */
  readonly environment: string;
  readonly auditBranch: string;
}

/** Recovers an interrupted run; returns the records to write. */
type Recover = (intent: Intent, found: AuditView) => Promise<readonly AuditRecord[]>;

/** What a commit does with an open intent: remove its file, or replace it by what is left of the intent. */
interface Touched {
  readonly file: IntentFile;
  readonly intent: Intent | undefined;
  readonly left?: TreeChange['additions'];
}

/** The audit log of one environment: read, lock by an intent, append records. */
export class AuditLog {
  readonly branch: string;
  readonly environment: string;
  readonly #ports: AuditPorts;
  readonly #branch: AuditBranch;
  readonly #lock: IntentLock | undefined;

  /** `key` signs intents; without it the log can be read and appended to, but not locked. */
  constructor(branch: string, environment: string, ports: AuditPorts, key?: IntentKey) {
    this.branch = branch;
    this.environment = environment;
    this.#ports = ports;
    this.#branch = new AuditBranch(branch, environment, ports, key?.state);
    this.#lock = key && new IntentLock(this.#branch, key, ports);
  }

  /** Accepts an untrusted state as it is at the commit `head`, because a user checked it. */
  accept(head: string): Promise<void> {
    return this.#branch.accept(head);
  }

  /** The state and the intents on the branch now. */
  read(): Promise<AuditView> {
    return this.#branch.read();
  }

  /** The state and the intents at one commit of the branch. */
  readAt(head: string): Promise<AuditView> {
    return this.#branch.readAt(head);
  }

  /**
   * Waits until no other run holds the lock of the environment. Recovers an interrupted run with `recover`, whose records close
   * its intent. Closes an untrusted intent if the user named its digest in `discard`.
   */
  async acquire(
    me: Me,
    recover: Recover,
    discard: { readonly digest: string; readonly records: (intent: Intent) => readonly AuditRecord[] } = {
      digest: '',
      records: () => [],
    },
  ): Promise<AuditView> {
    return this.#locked.acquire(
      me,
      {
        recover: async (intent, found) => {
          const headline = `Recover the interrupted run ${intent.run_id} in ${this.environment}`;
          await this.#write(headline, await recover(intent, found), (now) => {
            const standing = this.#locked.standing(now, intent);
            if (!standing || !sameClaim(standing.intent, intent)) throw new IntentLost();
            return standing;
          });
        },
        discard: async (intent, file) => {
          const headline = `Discard an untrusted intent in ${this.environment}`;
          await this.#write(headline, intent ? discard.records(intent) : [], ({ intents }) => {
            const stands = intents.some(({ path, text }) => path === file.path && text === file.text);
            return stands ? { file, intent } : undefined;
          });
        },
      },
      discard.digest,
    );
  }

  /** The flows of the open intents that can be read; their signatures are not checked, so they are only to be reported. */
  openFlows({ intents }: AuditView): readonly IntentFlow[] {
    const now = this.#ports.clock.now();
    return intents.flatMap((file) => readIntentFile(file, this.environment, now).intent?.flows ?? []);
  }

  /** Writes the intent on top of the commit that the plan was made from. Undefined: the branch changed, plan again. */
  begin(view: AuditView, intent: NewIntent): Promise<Intent | undefined> {
    return this.#locked.begin(view, intent);
  }

  /** Updates the open intent of this run. Throws `IntentLost` if it was closed or claimed by another run. */
  note(intent: Intent): Promise<void> {
    return this.#locked.note(intent);
  }

  /** Writes snapshots. Throws an `ActionError` if other runs keep changing the branch until the deadline. */
  async writeSnapshots(files: TreeChange['additions'], headline: string): Promise<void> {
    await this.#branch.swap(() => ({ headline, additions: files, deletions: [] }));
  }

  /** A record that the state names; undefined if its file does not have the SHA-256 in the state. */
  async record({ head }: AuditView, { path, sha256 }: LastRecord): Promise<AuditRecord | undefined> {
    const text = head === undefined ? undefined : await this.#ports.github.textAt(head, path);
    if (text === undefined || digestOf(text) !== sha256) return undefined;
    const read = readRecord(text, path);
    return read.ok && isOwnRecord(read.record) ? read.record : undefined;
  }

  /** The snapshot of the last publish of a flow; undefined if there is none, or if it does not have the SHA-256 in the state. */
  async snapshot({ head, state }: AuditView, flowId: string): Promise<Snapshot | undefined> {
    const flow = Object.values(state.flows).find(({ flow_id: id }) => id === flowId);
    if (head === undefined || !flow?.snapshot_digest || !/^[0-9a-f-]{1,60}$/i.test(flowId)) return undefined;
    const text = await this.#ports.github.textAt(head, AUDIT_PATHS.live(this.environment, flowId));
    return text !== undefined && digestOf(text) === flow.snapshot_digest ? parseSnapshot(text) : undefined;
  }

  /** Appends external reports. Does not wait for other runs and does not change the state. */
  async append(records: readonly ExternalRecord[], headline: string): Promise<string> {
    if ((await this.read()).head === undefined) await this.#branch.create();
    return this.#write(headline, records, () => undefined);
  }

  /** Appends records, updates the state, and closes the intent or keeps `open` as what is left of it. */
  async finish(intent: Intent, records: readonly AuditRecord[], open: Intent | undefined): Promise<string> {
    return this.#write(finishHeadline(this.environment, records), records, (found) => {
      const standing = this.#locked.standing(found, intent);
      if (!standing || !sameClaim(standing.intent, intent)) return undefined;
      return open ? { ...standing, left: this.#locked.left(open, standing.intent) } : standing;
    });
  }

  get #locked(): IntentLock {
    if (!this.#lock) throw new Error('the audit log has no key for its intents');
    return this.#lock;
  }

  /** Writes records, none twice, and what becomes of the intent that `touch` names. Throws what `touch` throws. */
  async #write(
    headline: string,
    records: readonly LogRecord[],
    touch: (found: AuditView) => Touched | undefined,
  ): Promise<string> {
    // Redacted first: digests and seals must be those of the redacted text.
    const clean = records.map((record) => this.#ports.secrets?.data(record) ?? record);
    const first = clean[0];
    const ours = clean.filter(isOwnRecord);
    return this.#branch.swap(async (found, again) => {
      const there =
        again && first && (await this.#ports.github.textAt(found.head, AUDIT_PATHS.record(first)));
      if (there !== undefined && there !== false) return undefined;
      const touched = touch(found);
      const closed = touched && !touched.left ? touched.file : undefined;
      const closing: Closing = {
        intent: closed && digestOf(closed.text),
        fanOut: touched?.intent?.shard?.fan_out,
      };
      const state = { path: AUDIT_PATHS.state(this.environment), text: '' };
      if (ours.length > 0 || closed) state.text = stateText(advance(found.state, ours, closing));
      return {
        headline,
        additions: [
          ...clean.map((record) => ({ path: AUDIT_PATHS.record(record), text: serialize(record) })),
          ...(state.text === '' ? [] : [state]),
          ...(touched?.left ?? []),
        ],
        deletions: closed ? [closed.path] : [],
      };
    });
  }
}

/** The headline of a commit of records. */
function finishHeadline(environment: string, records: readonly AuditRecord[]): string {
  const [first] = records;
  if (first?.action === 'rollback' && records.length === 1) {
    const { flow_name: name, platform_version_before: from, platform_version_after: to, status } = first;
    const end = status === 'success' ? '' : ` (${status.replace('_', ' ')})`;
    return `Roll back ${JSON.stringify(name.slice(0, 60))} in ${environment}: version ${from ?? 'none'} to ${to ?? 'none'}${end}`;
  }
  const done = records.filter(({ status }) => status === 'success').length;
  return `Publish to ${environment}: ${done} of ${counted(records.length, 'flow')} live`;
}
