import { canonical } from '../architect/canonical.ts';
import { digestOf } from '../audit/intent-file.ts';
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

/** Kept back at the end of the step's time, for writing the records and what was exported. */
const RESERVE_MS = 60_000;
/** Characters that one commit holds; GitHub takes requests of some ten megabytes. */
const MOST_PER_COMMIT = 4_000_000;

interface SnapshotFile {
  readonly path: string;
  readonly text: string;
}

/** What was exported after a publish. */
export interface Kept {
  /** The snapshots by the audit id of their record. */
  readonly snapshots: ReadonlyMap<string, SnapshotFile>;
  /** Where the org gives back something else than was uploaded, in words. */
  readonly differ: readonly string[];
}

/**
 * Exports what was just published, as the base of drift. What cannot be exported is reported in the log, and is no failure.
 * Runs before the records are written, since each record names its snapshot by its SHA-256.
 */
export async function exportSnapshots(
  connected: Connected<SnapshotInputs>,
  outcomes: readonly Outcome[],
  records: readonly AuditRecord[],
): Promise<Kept> {
  const { inputs, genesys, ports, environment } = connected;
  const { clock, log } = ports;
  const deadline = ports.deadline.reserve(RESERVE_MS);
  const live = outcomes.filter(({ status, versionAfter }) => status === 'success' && versionAfter);
  if (!inputs.keepLive || live.length === 0) return { snapshots: new Map(), differ: [] };
  const ids = new Map(records.map(({ manifest, audit_id }) => [manifest, audit_id]));
  const snapshots = new Map<string, SnapshotFile>();
  const differ: string[] = [];
  let refused = false;
  await log.group('Export what is live', () =>
    pool(live, inputs.concurrency, async ({ planned, flowId, versionAfter: version = '' }) => {
      const { graph, manifest, text } = planned.publishable;
      const auditId = ids.get(manifest.file);
      if (auditId === undefined || refused || clock.cancelled || clock.now() > deadline.at) return;
      try {
        const yaml = await genesys.exportVersion({ id: flowId, name: graph.name }, version);
        if (!sameFlow(yaml, text)) differ.push(`"${graph.name}"`);
        const file = serializeSnapshot({ version, auditId, yaml: ports.secrets.text(yaml) });
        snapshots.set(auditId, { path: LEDGER.live(environment, flowId), text: file });
      } catch (error) {
        if (!(error instanceof ActionError)) throw error;
        // Most often a permission that all exports need.
        refused = true;
        log.info(`No snapshot of "${graph.name}" was kept: ${errorMessage(error)}. ${error.hint}`);
      }
    }),
  );
  return { snapshots, differ: differ.length === 0 ? [] : [differences(differ)] };
}

function differences(names: readonly string[]): string {
  const more = names.length > 10 ? ` and ${names.length - 10} more` : '';
  return `What the org gives back of ${names.toSorted().slice(0, 10).join(', ')}${more} is not what was uploaded, apart from key order, ids and empty descriptions.`;
}

/** The records with the SHA-256 of their snapshots. */
export function withSnapshots(records: readonly AuditRecord[], { snapshots }: Kept): AuditRecord[] {
  return records.map((record) => {
    const file = snapshots.get(record.audit_id);
    return file ? { ...record, snapshot_digest: digestOf(file.text) } : record;
  });
}

/** Writes snapshots to the audit branch, after their records. What cannot be written is reported in the log. */
export async function keepSnapshots(connected: Connected<unknown>, { snapshots }: Kept): Promise<void> {
  if (snapshots.size > 0)
    await connected.ports.log.group('Keep what is live', () => write(connected, [...snapshots.values()]));
}

async function write(connected: Connected<unknown>, kept: readonly SnapshotFile[]): Promise<void> {
  const { log } = connected.ports;
  const parts: SnapshotFile[][] = [];
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
