import type { OrgFlow } from '../genesys/port.ts';
import type { JobEnd, ReleasePorts } from './job.ts';
import { VISIBLE_MS } from './operation.ts';
import { nextRead } from './polling-schedule.ts';

/** After a failure it is looked again so much later, since what went live all the same takes a moment to show. */
const LOOK_AGAIN_MS = 2000;

/** What was found of a publish. */
export interface ReadBack {
  readonly live: OrgFlow | undefined;
  /** It was not looked for as long as a version may take to show: it may show yet. */
  readonly hasty: boolean;
}

/**
 * Reads the flow until a new version of ours shows up; where none is expected, twice. One of somebody else that shows may
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

/** What to do about a publish that ended so. */
export const HINTS: Readonly<Record<JobEnd, string>> = {
  success: 'The platform said success; look at the flow in Architect before you run again.',
  failure:
    'The platform gave no reason. Import the file in Architect to see what it objects to; check the permission architect:ui:view.',
  running: 'Run again.',
  registered: 'Run again.',
  timeout: 'The job may still end. The next run finds out what came of it.',
  lost: 'The upload may have arrived. The next run finds out what came of it.',
};

/** Why a publish is no success, in words. */
export function explain(
  end: JobEnd,
  live: OrgFlow | undefined,
  fresh: OrgFlow['published'],
  ours: boolean,
  cause: string | undefined,
): string {
  if (end === 'timeout') return 'the publish job did not end in time';
  if (end === 'lost') return 'the connection broke during the upload';
  if (end === 'failure')
    return `the platform refused it${cause ? `: ${cause}` : ' without a reason'}${fresh ? ', and yet a new version is live' : ''}`;
  if (!live) return 'the platform said success, but there is no such flow';
  if (!fresh) return 'the platform said success, but no new version is live';
  if (!ours) return 'another version went live at the same time';
  return live.active
    ? 'the flow that went live has another name or type'
    : 'the flow that went live is not active';
}
