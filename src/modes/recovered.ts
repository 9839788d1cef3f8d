import type { AuditView } from '../audit/branch.ts';
import { toDiscarded } from '../publish/record.ts';
import { recover } from '../recovery/recover.ts';
import type { RunResult } from '../report/result.ts';
import type { Connected } from './connected.ts';
import { completeDeployments, type DeploymentInputs } from './deployments.ts';
import { type ReleaseInputs, releasePorts } from './release-ports.ts';
import { auditLogOf } from './write-down.ts';

export interface RecoveryInputs extends ReleaseInputs, DeploymentInputs {
  /** SHA-256 of an intent that is not trusted and is to be closed; empty: none. */
  readonly discardIntent: string;
}

/** What a run found of earlier ones that had broken off, for its own result to tell. */
export class Recovered {
  readonly #lines: string[] = [];
  #failed = false;
  /** The last records when their deployments were looked at. */
  #deployed = '';

  /** Waits until no other run holds the trail, and brings to its end what one that is gone has left. */
  async acquire(connected: Connected<RecoveryInputs>): Promise<AuditView> {
    const { facts, inputs, ports: run } = connected;
    const snapshot = await auditLogOf(connected).acquire(
      facts,
      async (left, found) => {
        // The records of what is recovered now will be the last ones.
        await this.#completeDeployments(connected, found);
        const ports = releasePorts(connected, left, found.state);
        const made = await recover(left, facts, ports, (line) => this.#lines.push(line));
        const records = run.secrets.data(made);
        this.#failed ||= records.some(({ status }) => status === 'rollback_failed');
        return records;
      },
      {
        digest: inputs.discardIntent,
        records: ({ flows }) => {
          this.#lines.push('An intent that is not trusted was discarded, as "discard-intent" says.');
          return flows.map((flow) => toDiscarded(flow, facts, run.uuid(), run.clock.now()));
        },
      },
    );
    await this.#completeDeployments(connected, snapshot);
    return snapshot;
  }

  /** Once for the same records, however often the run plans anew. */
  async #completeDeployments(connected: Connected<DeploymentInputs>, snapshot: AuditView): Promise<void> {
    const records = snapshot.state.last_records.map(({ path }) => path).join('\n');
    if (records === this.#deployed) return;
    this.#deployed = records;
    await completeDeployments(connected, snapshot);
  }

  /** The notices and the end of a result, with what was found: what could not be put back fails this run, too. */
  into({ notices, result }: RunResult): Pick<RunResult, 'notices' | 'result'> {
    return { notices: [...notices, ...this.#lines], result: this.#failed ? 'failure' : result };
  }
}
