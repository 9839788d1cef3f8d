import type { Snapshot } from '../audit/branch.ts';
import { recover } from '../publish/recover.ts';
import type { RunResult } from '../report/result.ts';
import type { Connected } from './connected.ts';
import { releasePorts } from './release-ports.ts';
import { trailOf } from './write-down.ts';

/** What a run found of earlier ones that had broken off, for its own result to tell. */
export class Recovered {
  readonly #lines: string[] = [];
  #failed = false;

  /** Waits until no other run holds the trail, and brings to its end what one that is gone has left. */
  settle(connected: Connected): Promise<Snapshot> {
    const { facts } = connected;
    return trailOf(connected).settled(facts, async (left, { state }) => {
      const ports = releasePorts(connected, left, state);
      const records = await recover(left, facts, ports, (line) => this.#lines.push(line));
      this.#failed ||= records.some(({ status }) => status === 'rollback_failed');
      return records;
    });
  }

  /** The notices and the end of a result, with what was found: what could not be put back fails this run, too. */
  into({ notices, result }: RunResult): Pick<RunResult, 'notices' | 'result'> {
    return { notices: [...notices, ...this.#lines], result: this.#failed ? 'failure' : result };
  }
}
