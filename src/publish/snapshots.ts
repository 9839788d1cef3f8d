import { canonical } from '../architect/canonical.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { digestOf } from '../audit/intent-file.ts';
import { AUDIT_PATHS } from '../audit/published-state.ts';
import type { AuditRecord } from '../audit/record.ts';
import { serializeSnapshot } from '../audit/snapshot.ts';
import { ActionError, errorMessage } from '../errors.ts';
import type { Genesys } from '../genesys/port.ts';
import { pool } from '../net/pool.ts';
import type { Clock, Log, RunDeadline } from '../runtime.ts';
import { readYaml } from '../source/yaml.ts';
import { counted } from '../text/plural.ts';
import type { Redaction } from '../text/redaction.ts';
import type { Outcome } from './outcome.ts';

/** Whether snapshots are taken after a publish, and how many at once. */
export interface SnapshotInputs {
  readonly keepLive: boolean;
  readonly concurrency: number;
}

/** Kept back at the end of the step's time, for writing the records and what was exported. */
const RESERVE_MS = 60_000;
/** Characters that one commit holds; GitHub takes requests of some ten megabytes. */
const MOST_PER_COMMIT = 4_000_000;

/** What snapshots are taken with. */
export interface Snapshotting {
  readonly inputs: SnapshotInputs;
  readonly genesys: Genesys;
  readonly auditLog: AuditLog;
  readonly ports: {
    readonly clock: Clock;
    readonly log: Log;
    readonly deadline: RunDeadline;
    readonly secrets: Redaction;
  };
}

interface SnapshotFile {
  readonly path: string;
  readonly text: string;
}

/** What was exported after a publish. */
export interface Snapshots {
  /** The snapshots by the audit id of their record. */
  readonly files: ReadonlyMap<string, SnapshotFile>;
  /** Where the org gives back something else than was uploaded, in words. */
  readonly differ: readonly string[];
}

/**
 * Exports what was just published, as the base of drift. What cannot be exported is reported in the log, and is no failure.
 * Runs before the records are written, since each record names its snapshot by its SHA-256.
 */
export async function exportSnapshots(
  { inputs, genesys, auditLog, ports }: Snapshotting,
  outcomes: readonly Outcome[],
  records: readonly AuditRecord[],
): Promise<Snapshots> {
  const { clock, log } = ports;
  const deadline = ports.deadline.reserve(RESERVE_MS);
  const live = outcomes.filter(({ status, versionAfter }) => status === 'success' && versionAfter);
  if (!inputs.keepLive || live.length === 0) return { files: new Map(), differ: [] };
  const ids = new Map(records.map(({ manifest, audit_id }) => [manifest, audit_id]));
  const files = new Map<string, SnapshotFile>();
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
        files.set(auditId, { path: AUDIT_PATHS.live(auditLog.environment, flowId), text: file });
      } catch (error) {
        if (!(error instanceof ActionError)) throw error;
        // Most often a permission that all exports need.
        refused = true;
        log.info(`No snapshot of "${graph.name}" was taken: ${errorMessage(error)}. ${error.hint}`);
      }
    }),
  );
  return { files, differ: differ.length === 0 ? [] : [differences(differ)] };
}

function differences(names: readonly string[]): string {
  const more = names.length > 10 ? ` and ${names.length - 10} more` : '';
  return `What the org gives back of ${names.toSorted().slice(0, 10).join(', ')}${more} is not what was uploaded, apart from key order, ids and empty descriptions.`;
}

/** The records with the SHA-256 of their snapshots. */
export function withSnapshots(records: readonly AuditRecord[], { files }: Snapshots): AuditRecord[] {
  return records.map((record) => {
    const file = files.get(record.audit_id);
    return file ? { ...record, snapshot_digest: digestOf(file.text) } : record;
  });
}

/** Writes snapshots to the audit branch, after their records. What cannot be written is reported in the log. */
export async function writeSnapshots(
  { auditLog, ports: { log } }: Pick<Snapshotting, 'auditLog' | 'ports'>,
  { files }: Snapshots,
): Promise<void> {
  if (files.size > 0) await log.group('Snapshots', () => write(auditLog, log, [...files.values()]));
}

async function write(auditLog: AuditLog, log: Log, files: readonly SnapshotFile[]): Promise<void> {
  const parts: SnapshotFile[][] = [];
  let size = MOST_PER_COMMIT;
  for (const each of files) {
    if (size + each.text.length > MOST_PER_COMMIT) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(each);
    size += each.text.length;
  }
  try {
    for (const part of parts)
      await auditLog.writeSnapshots(part, `Snapshots of ${counted(part.length, 'flow')}`);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    log.info(`The snapshots could not be written: ${error.message}. ${error.hint}`);
  }
}

function sameFlow(exported: string, uploaded: string): boolean {
  const [live, wanted] = [readYaml('live.yaml', exported), readYaml('wanted.yaml', uploaded)];
  return live.errors.length === 0 && canonical(live.value) === canonical(wanted.value);
}
