import type { OrgFlow } from '../genesys/port.ts';
import { VISIBLE_MS } from './operation.ts';
import { nextRead } from './polling-schedule.ts';
import type { ReleasePorts } from './ports.ts';

/** After a failure it is looked again so much later, since what went live all the same takes a moment to show. */
const LOOK_AGAIN_MS = 2000;

/** What was found of a publish. */
export interface ReadBack {
  readonly live: OrgFlow | undefined;
  /** It was not looked for as long as a version may take to show: it may show yet. */
  readonly hasty: boolean;
}

/**
 * Reads the flow until a new version of ours shows up; where none is expected, twice. One of another user that shows may
 * be older than ours, which takes a moment to show.
 */
export async function readBack(
  look: () => Promise<OrgFlow | undefined>,
  baseVersion: string | undefined,
  expected: boolean,
  { genesys, clock, deadline }: Pick<ReleasePorts, 'genesys' | 'clock' | 'deadline'>,
): Promise<ReadBack> {
  const begun = clock.now();
  const limit = begun + (expected ? VISIBLE_MS : LOOK_AGAIN_MS + 1000);
  for (;;) {
    const live = await look();
    const fresh = live?.published && live.published.id !== baseVersion ? live.published : undefined;
    if (fresh?.clientId === genesys.clientId) return { live, hasty: false };
    const wait = expected ? nextRead(clock.now() - begun) : LOOK_AGAIN_MS;
    if (clock.now() + wait > limit) return { live, hasty: clock.cancelled };
    if (clock.now() + wait > deadline.at) return { live, hasty: true };
    await clock.sleep(wait);
  }
}
