import { ActionError } from '../errors.ts';
import type { AuditRecord } from './record.ts';

/** The audit records of what was done could not be written. They are kept here, so that they can be written elsewhere. */
export class NotRecorded extends ActionError {
  readonly records: readonly AuditRecord[];

  constructor(message: string, hint: string, records: readonly AuditRecord[]) {
    super(message, hint);
    this.name = 'NotRecorded';
    this.records = records;
  }
}
