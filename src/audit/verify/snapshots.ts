import { createHash } from 'node:crypto';
import { AUDIT_PATHS } from '../published-state.ts';
import { isOwnRecord } from '../record-file.ts';
import { parseSnapshot } from '../snapshot.ts';
import type { Recorded } from './records.ts';
import type { Change, Step } from './step.ts';

/** Checks that each snapshot has the SHA-256 of its record, and that it is newer than the one that it replaces. */
export class SnapshotCheck {
  readonly #records: ReadonlyMap<string, Recorded>;
  /** The index of the record of the current snapshot, by path. */
  readonly #current = new Map<string, number>();

  constructor(records: ReadonlyMap<string, Recorded>) {
    this.#records = records;
  }

  check(step: Step): void {
    for (const change of step.snapshots) {
      const error = this.#error(change);
      if (error !== undefined) step.report(change.path, error);
    }
  }

  #error({ kind, text, path, environment }: Change): string | undefined {
    if (kind === 'D') return 'was removed, and snapshots never are';
    const snapshot = parseSnapshot(text);
    const found = snapshot && this.#records.get(snapshot.auditId);
    if (!snapshot || !found) return 'names no record of the audit log';
    const { record, index } = found;
    const digest = createHash('sha256')
      .update(text ?? '')
      .digest('hex');
    const own = isOwnRecord(record) && record.environment === environment;
    if (!own || AUDIT_PATHS.live(environment, record.flow_id) !== path)
      return `belongs to another flow than its record ${record.audit_id}`;
    if (record.snapshot_digest !== digest || record.platform_version_after !== snapshot.version)
      return `does not match the SHA-256 and version in its record ${record.audit_id}`;
    if (index <= (this.#current.get(path) ?? -1)) return 'replaces a newer snapshot';
    this.#current.set(path, index);
    return undefined;
  }
}
