import type { AuditLog } from '../audit/audit-log.ts';
import type { AuditView } from '../audit/branch.ts';
import { completeDeployments, type Deploying, type DeploymentInputs } from '../audit/deployments.ts';
import type { Intent, IntentFlow } from '../audit/intent.ts';
import type { AuditRecord } from '../audit/record.ts';
import type { Genesys } from '../genesys/port.ts';
import { toDiscarded } from '../publish/record.ts';
import { type ReleaseContext, releasePorts } from '../release/ports.ts';
import type { Redaction } from '../text/redaction.ts';
import { recover } from './recover.ts';
import { requireSameRun } from './same-run.ts';

export interface RecoveryInputs extends DeploymentInputs {
  readonly overwrite: boolean;
  /** SHA-256 of an intent that is not trusted and is to be closed; empty: none. */
  readonly discardIntent: string;
}

/** What a recovery works with. */
export interface RecoveryContext extends Omit<Deploying, 'ports'>, ReleaseContext {
  readonly inputs: RecoveryInputs;
  readonly genesys: Genesys;
  readonly auditLog: AuditLog;
  /** The manifests of the flows that a shard publishes. */
  readonly files?: ReadonlySet<string>;
  readonly ports: ReleaseContext['ports'] & { readonly uuid: () => string; readonly secrets: Redaction };
}

/** Takes the lock of the audit log, recovers interrupted runs on the way, and keeps what is to be said about them. */
export class Recovery {
  readonly #context: RecoveryContext;
  readonly #notices: string[] = [];
  readonly #recovered: Intent[] = [];
  #failed = false;
  /** The last records when their deployments were looked at. */
  #deployed = '';

  constructor(context: RecoveryContext) {
    this.#context = context;
  }

  /** One line for each flow that was recovered. */
  get notices(): readonly string[] {
    return this.#notices;
  }

  /** The flows of interrupted runs that published the plan with this digest. */
  planned(digest: string): readonly IntentFlow[] {
    return this.#recovered.filter(({ plan_digest: plan }) => plan === digest).flatMap(({ flows }) => flows);
  }

  /** True if a flow of an interrupted run could not be rolled back: that fails this run, too. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Waits until no other run holds the audit log, and recovers a run that was interrupted. */
  async acquire(): Promise<AuditView> {
    const { auditLog, facts, inputs, files } = this.#context;
    const view = await auditLog.acquire(facts, (intent, found) => this.#recover(intent, found), {
      digest: inputs.discardIntent,
      records: (intent) => this.#discard(intent),
    });
    const { shard } = facts;
    if (!shard) await this.#completeDeployments(view);
    // The first shard of a run that writes an intent does this for earlier runs, and each for its own flows of earlier attempts.
    else if (view.state.last_fan_out === shard.fan_out) {
      const wanted = ({ manifest }: AuditRecord) => files?.has(manifest) ?? false;
      await completeDeployments(this.#context, view, wanted);
    }
    return view;
  }

  /** Creates the missing deployments of an earlier run, if this is the first shard of its run that has an intent. */
  async begun({ begun_on: head, shard }: Intent): Promise<void> {
    if (!shard) return;
    const view = await this.#context.auditLog.readAt(head);
    if (view.intents.length === 0 && view.state.last_fan_out !== shard.fan_out)
      await this.#completeDeployments(view);
  }

  async #recover(intent: Intent, found: AuditView): Promise<AuditRecord[]> {
    const { facts, ports } = this.#context;
    // The records of what is recovered now will be the last ones, or join those of the same fan-out.
    if (intent.shard === undefined || intent.shard.fan_out !== found.state.last_fan_out)
      await this.#completeDeployments(found);
    await requireSameRun(this.#context, intent);
    const release = { ...releasePorts(this.#context, intent, found.state), uuid: ports.uuid };
    const ends = await recover({ intent, state: found.state }, facts, release);
    this.#recovered.push(intent);
    for (const { detail } of ends)
      this.#notices.push(`The interrupted run ${intent.run_url} was recovered. ${detail}.`);
    const records = ports.secrets.data(ends.flatMap(({ record }) => record ?? []));
    this.#failed ||= records.some(({ status }) => status === 'rollback_failed');
    return records;
  }

  #discard(intent: Intent): AuditRecord[] {
    const { facts, ports } = this.#context;
    this.#notices.push('An intent that is not trusted was discarded, as "discard-intent" says.');
    return intent.flows.map((flow) =>
      toDiscarded(flow, { intent, me: facts }, ports.uuid(), ports.clock.now()),
    );
  }

  /** Once for the same records, however often the run plans again. */
  async #completeDeployments(view: AuditView): Promise<void> {
    const records = view.state.last_records.map(({ path }) => path).join('\n');
    if (records === this.#deployed) return;
    this.#deployed = records;
    await completeDeployments(this.#context, view);
  }
}
