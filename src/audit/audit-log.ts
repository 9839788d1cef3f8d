import type { TreeChange } from '../github/port.ts';
import { counted } from '../text/plural.ts';
import { advance } from './advance.ts';
import { AuditBranch, type AuditPorts, type AuditView } from './branch.ts';
import type { ExternalRecord } from './external.ts';
import type { Intent, NewIntent } from './intent.ts';
import { digestOf } from './intent-file.ts';
import type { IntentKey } from './intent-key.ts';
import { IntentLock, IntentLost, type Me, sameClaim } from './intent-lock.ts';
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

  /** The state and the intent on the branch now. */
  read(): Promise<AuditView> {
    return this.#branch.read();
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
          await this.#write(headline, await recover(intent, found), () => 'remove', intent);
        },
        discard: async (intent, found) => {
          const headline = `Discard an untrusted intent in ${this.environment}`;
          const close = (now: AuditView) => (now.intent === found.intent ? 'remove' : 'keep');
          await this.#write(headline, intent ? discard.records(intent) : [], close);
        },
      },
      discard.digest,
    );
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
    return this.#write(headline, records, () => 'keep');
  }

  /** Appends records, updates the state, and closes the intent or keeps `open` as what is left of it. */
  async finish(intent: Intent, records: readonly AuditRecord[], open: Intent | undefined): Promise<string> {
    return this.#write(finishHeadline(this.environment, records), records, (found) => {
      const standing = this.#locked.standing(found);
      if (!standing || !sameClaim(standing, intent)) return 'keep';
      return open ? this.#locked.left(open, standing) : 'remove';
    });
  }

  get #locked(): IntentLock {
    if (!this.#lock) throw new Error('the audit log has no key for its intents');
    return this.#lock;
  }

  /**
   * Writes records, none twice. Throws `IntentLost` if `standing` is given and is not the open intent any more.
   */
  async #write(
    headline: string,
    records: readonly LogRecord[],
    intent: (found: AuditView) => 'keep' | 'remove' | TreeChange['additions'],
    standing?: Intent,
  ): Promise<string> {
    // Redacted first: digests and seals must be those of the redacted text.
    const clean = records.map((record) => this.#ports.secrets?.data(record) ?? record);
    const first = clean[0];
    const ours = clean.filter(isOwnRecord);
    return this.#branch.swap(async (found, again) => {
      const there =
        again && first && (await this.#ports.github.textAt(found.head, AUDIT_PATHS.record(first)));
      if (there !== undefined && there !== false) return undefined;
      const now = standing && this.#locked.standing(found);
      if (standing && !(now && sameClaim(now, standing))) throw new IntentLost();
      const next = intent(found);
      const closing =
        next === 'remove' && found.intent !== undefined ? { intent: digestOf(found.intent) } : undefined;
      return {
        headline,
        additions: [
          ...clean.map((record) => ({ path: AUDIT_PATHS.record(record), text: serialize(record) })),
          ...(ours.length > 0 || closing
            ? [
                {
                  path: AUDIT_PATHS.state(this.environment),
                  text: stateText(advance(found.state, ours, closing)),
                },
              ]
            : []),
          ...(typeof next === 'object' ? next : []),
        ],
        deletions: closing ? [AUDIT_PATHS.intent(this.environment)] : [],
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
