import { byAge, isNewer, PlatformVersion } from '../genesys/platform-version.ts';
import type { Genesys, OrgFlow, OrgVersion } from '../genesys/port.ts';

/** Versions of other users that were made in between, while a job or a rollback ran. */
export interface Overwritten {
  /** The newest version that was published in between; undefined if there was none. */
  readonly published: OrgVersion | undefined;
  /** The newest one that was only saved or checked in. */
  readonly saved: OrgVersion | undefined;
}

const NONE: Overwritten = { published: undefined, saved: undefined };

/**
 * Versions of others between the newest of `seen`, from before a publish, and what the publish made. Numbers count up by
 * one, so that a gap says that there may be some. Where the numbers do not say, the org is asked.
 */
export async function overwrittenBy(
  genesys: Genesys,
  seen: readonly (string | undefined)[],
  fresh: OrgVersion,
  flowId: string,
): Promise<Overwritten> {
  const made = PlatformVersion.parse(fresh.id);
  if (made && noGap(seen, made)) return NONE;
  return between(
    genesys,
    seen,
    flowId,
    (version) => version.id !== fresh.id && isNewer(version, fresh) !== true,
  );
}

/** Versions of others that were made after the newest of `seen`, up to the state of the flow that was read last. */
export async function overwrittenUntil(
  genesys: Genesys,
  seen: readonly (string | undefined)[],
  live: OrgFlow,
): Promise<Overwritten> {
  const newest = PlatformVersion.newest([live.published?.id, live.saved?.id, live.checkedIn?.id]);
  if (newest && noGap(seen, newest.successor)) return NONE;
  return between(genesys, seen, live.id, () => true);
}

/** True where no check-in and no publish can lie between the newest number that was seen and this one. */
function noGap(seen: readonly (string | undefined)[], made: PlatformVersion): boolean {
  const newest = PlatformVersion.newest(seen);
  // A flow that was new then has no number; one with nothing but drafts does not say.
  if (!newest) return seen.every((id) => id === undefined) && made.compare(FIRST) <= 0;
  return made.compare(newest.successor) <= 0;
}

const FIRST = PlatformVersion.parse('1.0') as PlatformVersion;

async function between(
  genesys: Genesys,
  seen: readonly (string | undefined)[],
  flowId: string,
  isBefore: (version: OrgVersion) => boolean,
): Promise<Overwritten> {
  const versions = await genesys.versions(flowId);
  const known = seen.flatMap((id) =>
    id === undefined ? [] : (versions.find((each) => each.id === id) ?? { id }),
  );
  const found = versions
    .filter((version) => version.clientId !== genesys.clientId && isBefore(version))
    // What cannot be placed counts as new: it may be work that nobody has seen.
    .filter((version) => known.every((each) => each.id !== version.id && isNewer(version, each) !== false))
    .toSorted(byAge);
  return {
    published: found.findLast(({ wasPublished }) => wasPublished),
    saved: found.findLast(({ wasPublished }) => !wasPublished),
  };
}
