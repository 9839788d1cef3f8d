import { MOST_LIFETIME_MS } from '../intent.ts';
import type { LogRecord } from '../published-state.ts';
import { isOwnRecord } from '../record-file.ts';
import type { IntentCheck, TouchedIntent } from './intents.ts';
import { SKEW_MS, type Step } from './step.ts';

/** A record, and the number of records before it. */
export interface Recorded {
  readonly record: LogRecord;
  readonly index: number;
}

/** Checks that each record is written once, by a run that had an intent, near the time of its timestamp. */
export class RecordCheck {
  readonly byId = new Map<string, Recorded>();
  /** The newest timestamp of this action's own records, by environment. */
  readonly #latest = new Map<string, number>();

  /** The newest timestamp of an environment's own records so far, in ms since 1970. */
  latest(environment: string): number {
    return this.#latest.get(environment) ?? Number.NEGATIVE_INFINITY;
  }

  /** `touched`: the intents that the commit closes or changes, by environment. */
  check(step: Step, intents: IntentCheck, touched: ReadonlyMap<string, TouchedIntent>): void {
    const { date } = step.commit;
    const newest = new Map<string, number>();
    for (const [path, record] of step.records) {
      const { audit_id: id, environment, timestamp, run_id: run } = record;
      const at = Date.parse(timestamp);
      if (this.byId.has(id)) step.report(path, `repeats the audit id ${id}`);
      else this.byId.set(id, { record, index: this.byId.size });
      if (at > date + SKEW_MS) step.report(path, `has a timestamp after its commit (${timestamp})`);
      if (at < date - MOST_LIFETIME_MS)
        step.report(path, `has a timestamp long before its commit (${timestamp})`);
      if (!isOwnRecord(record)) continue;
      if (!intents.hasRun(environment, run)) step.report(path, `names run ${run}, which had no intent`);
      // The shards of a run write their records in any order, so each is compared with its own intent.
      const before =
        touched.get(environment)?.earliest ??
        Math.max(this.latest(environment), intents.started(environment) ?? Number.NEGATIVE_INFINITY);
      if (at < before - SKEW_MS)
        step.report(
          path,
          `has a timestamp before an earlier record or the start of its intent (${timestamp})`,
        );
      newest.set(environment, Math.max(at, newest.get(environment) ?? at));
    }
    for (const [environment, at] of newest)
      this.#latest.set(environment, Math.max(at, this.#latest.get(environment) ?? at));
  }
}
