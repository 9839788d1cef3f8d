import type { AuditLog } from '../audit/audit-log.ts';
import type { AuditView } from '../audit/branch.ts';
import { completeDeployments, type Deploying, type DeploymentInputs } from '../audit/deployments.ts';
import type { Intent } from '../audit/intent.ts';
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
  readonly ports: ReleaseContext['ports'] & { readonly uuid: () => string; readonly secrets: Redaction };
}

/** Takes the lock of the audit log, recovers interrupted runs on the way, and keeps what is to be said about them. */
export class Recovery {
  readonly #context: RecoveryContext;
  readonly #notices: string[] = [];
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

  /** True if a flow of an interrupted run could not be rolled back: that fails this run, too. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Waits until no other run holds the audit log, and recovers a run that was interrupted. */
  async acquire(): Promise<AuditView> {
    const { auditLog, facts, inputs } = this.#context;
    const view = await auditLog.acquire(facts, (intent, found) => this.#recover(intent, found), {
      digest: inputs.discardIntent,
      records: (intent) => this.#discard(intent),
    });
    await this.#completeDeployments(view);
    return view;
  }

  async #recover(intent: Intent, found: AuditView): Promise<AuditRecord[]> {
    const { facts, ports } = this.#context;
    // The records of what is recovered now will be the last ones.
    await this.#completeDeployments(found);
    await requireSameRun(this.#context, intent);
    const release = { ...releasePorts(this.#context, intent, found.state), uuid: ports.uuid };
    const ends = await recover({ intent, state: found.state }, facts, release);
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
