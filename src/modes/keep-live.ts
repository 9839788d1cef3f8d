import { canonical } from '../architect/canonical.ts';
import { LEDGER } from '../audit/ledger.ts';
import type { AuditRecord } from '../audit/record.ts';
import { serializeSnapshot } from '../audit/snapshot.ts';
import { ActionError, errorMessage } from '../errors.ts';
import { pool } from '../net/pool.ts';
import type { Outcome } from '../publish/outcome.ts';
import { readYaml } from '../source/yaml.ts';
import { counted } from '../text/plural.ts';
import type { Connected } from './connected.ts';
import { auditLogOf } from './write-down.ts';

/** Whether the live version is kept after a publish, and how many at once. */
export interface SnapshotInputs {
  readonly keepLive: boolean;
  readonly concurrency: number;
}

/** Kept back at the end of the step's time, for writing what was exported. */
const RESERVE_MS = 30_000;
/** Characters that one commit holds; GitHub takes requests of some ten megabytes. */
const MOST_PER_COMMIT = 4_000_000;

interface Kept {
  readonly path: string;
  readonly text: string;
}

/**
 * Exports what was just published, and keeps it on the audit branch as the base of drift. The records are written already,
 * so what cannot be exported or kept is told and no failure. Returns in words where the org gives back something else than was uploaded.
 */
export async function keepLive(
  connected: Connected<SnapshotInputs>,
  outcomes: readonly Outcome[],
  records: readonly AuditRecord[],
): Promise<string[]> {
  const { inputs, genesys, ports, environment } = connected;
  const { clock, log } = ports;
  const live = outcomes.filter(({ status, versionAfter }) => status === 'success' && versionAfter);
  if (!inputs.keepLive || live.length === 0) return [];
  const ids = new Map(records.map(({ manifest, audit_id }) => [manifest, audit_id]));
  const differ: string[] = [];
  let refused = false;
  const deadline = ports.deadline.reserve(RESERVE_MS);
  return log.group('Keep what is live', async () => {
    const kept = await pool(live, inputs.concurrency, async (outcome): Promise<Kept | undefined> => {
      const { planned, flowId, versionAfter: version = '' } = outcome;
      const { graph, manifest, text } = planned.publishable;
      if (refused || clock.cancelled || clock.now() > deadline.at) return undefined;
      try {
        const yaml = await genesys.exportVersion({ id: flowId, name: graph.name }, version);
        if (!sameFlow(yaml, text)) differ.push(`"${graph.name}"`);
        const auditId = ids.get(manifest.file) ?? '';
        return {
          path: LEDGER.live(environment, flowId),
          text: serializeSnapshot({ version, auditId, yaml }),
        };
      } catch (error) {
        if (!(error instanceof ActionError)) throw error;
        // Most often a permission that all exports need.
        refused = true;
        log.info(`What is live of "${graph.name}" could not be kept: ${errorMessage(error)}. ${error.hint}`);
        return undefined;
      }
    });
    await write(
      connected,
      kept.flatMap((each) => each ?? []),
    );
    return differ.length === 0
      ? []
      : [
          `What the org gives back of ${differ.toSorted().slice(0, 10).join(', ')}${differ.length > 10 ? ` and ${differ.length - 10} more` : ''} is not what was uploaded, apart from key order, ids and empty descriptions.`,
        ];
  });
}

async function write(connected: Connected<unknown>, kept: readonly Kept[]): Promise<void> {
  const { log } = connected.ports;
  const parts: Kept[][] = [];
  let size = MOST_PER_COMMIT;
  for (const each of kept) {
    if (size + each.text.length > MOST_PER_COMMIT) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(each);
    size += each.text.length;
  }
  try {
    for (const part of parts)
      await auditLogOf(connected).writeSnapshots(
        part,
        `Keep what is live of ${counted(part.length, 'flow')}`,
      );
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    log.info(`What is live could not be kept: ${error.message}. ${error.hint}`);
  }
}

function sameFlow(exported: string, uploaded: string): boolean {
  const [live, wanted] = [readYaml('live.yaml', exported), readYaml('wanted.yaml', uploaded)];
  return live.faults.length === 0 && canonical(live.value) === canonical(wanted.value);
}
