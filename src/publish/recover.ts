import type { Intent } from '../audit/ledger.ts';
import type { AuditRecord, RunFacts } from '../audit/record.ts';
import type { Genesys } from '../genesys/port.ts';
import type { Clock, Log } from '../ports.ts';
import { toRecovered } from './record.ts';

/**
 * Finds out what a run that broke off left behind. The base version still live: nothing happened. A new one that our
 * client made: it is what the intent says, and is recorded. One of somebody else: left to the plan, which sees a conflict.
 */
export async function recover(
  intent: Intent,
  genesys: Genesys,
  facts: RunFacts,
  ports: { clock: Clock; log: Log; uuid: () => string },
): Promise<AuditRecord[]> {
  const records: AuditRecord[] = [];
  for (const flow of intent.flows) {
    const live = flow.flow_id
      ? await genesys.flowById(flow.flow_id)
      : await genesys.flowByName(flow.flow_type, flow.flow_name);
    const version = live?.published;
    if (!live || !version || version.id === flow.base_version) {
      ports.log.info(
        `"${flow.flow_name}": nothing was published (${flow.base_version ?? 'no version'} is still live)`,
      );
    } else if (version.clientId !== genesys.clientId) {
      ports.log.info(`"${flow.flow_name}": version ${version.id} of somebody else is live`);
    } else {
      ports.log.info(`"${flow.flow_name}": version ${version.id} had gone live; it is recorded now`);
      // The commit and the actor are those of the run that published, not of the one that found it.
      const its = {
        ...facts,
        commit: intent.commit,
        actor: intent.actor,
        runId: intent.run_id,
        runUrl: intent.run_url,
        attempt: intent.attempt,
      };
      records.push(
        toRecovered(flow, { flowId: live.id, version: version.id }, its, ports.uuid(), ports.clock.now()),
      );
    }
  }
  return records;
}
