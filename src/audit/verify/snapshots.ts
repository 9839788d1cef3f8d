import { createHash } from 'node:crypto';
import { AUDIT_PATHS } from '../published-state.ts';
import { isOwnRecord } from '../record-file.ts';
import { parseSnapshot } from '../snapshot.ts';
import type { Recorded } from './records.ts';
import type { Change, Step } from './step.ts';

/** Checks that each snapshot is the one that its record names by its SHA-256, and newer than the one that it replaces. */
export class SnapshotCheck {
  readonly #records: ReadonlyMap<string, Recorded>;
  /** The index of the record of the snapshot that stands, by path. */
  readonly #standing = new Map<string, number>();

  constructor(records: ReadonlyMap<string, Recorded>) {
    this.#records = records;
  }

  check(step: Step): void {
    for (const change of step.snapshots) {
      const fault = this.#fault(change);
      if (fault !== undefined) step.fault(change.path, fault);
    }
  }

  #fault({ kind, text, path, environment }: Change): string | undefined {
    if (kind === 'D') return 'is a snapshot that was removed';
    const snapshot = parseSnapshot(text);
    const found = snapshot && this.#records.get(snapshot.auditId);
    if (!snapshot || !found) return 'is not a snapshot of a recorded publish';
    const { record, index } = found;
    const digest = createHash('sha256')
      .update(text ?? '')
      .digest('hex');
    const own = isOwnRecord(record) && record.environment === environment;
    if (!own || AUDIT_PATHS.live(environment, record.flow_id) !== path)
      return `is not of the flow of its record ${record.audit_id}`;
    if (record.snapshot_digest !== digest || record.platform_version_after !== snapshot.version)
      return `is not the snapshot that its record ${record.audit_id} names`;
    if (index <= (this.#standing.get(path) ?? -1)) return 'replaces a newer snapshot';
    this.#standing.set(path, index);
    return undefined;
  }
}
