import type { AuditRecord } from '../audit/record.ts';
import type { RunResult } from '../report/result.ts';

/** What a run found of earlier ones that had broken off, for its own result to tell. */
export class Recovered {
  readonly lines: string[] = [];
  readonly #records: AuditRecord[] = [];

  async keep(found: Promise<AuditRecord[]>): Promise<AuditRecord[]> {
    const records = await found;
    this.#records.push(...records);
    return records;
  }

  /** The notices and the end of a result, with what was found: what could not be put back fails this run, too. */
  into({ notices, result }: RunResult): Pick<RunResult, 'notices' | 'result'> {
    const failed = this.#records.some(({ status }) => status === 'rollback_failed');
    return { notices: [...notices, ...this.lines], result: failed ? 'failure' : result };
  }
}
