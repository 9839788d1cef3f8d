import type { Genesys, OrgVersion } from '../genesys/port.ts';

/** Work of somebody else that came in between, while a publish job ran. */
export interface Covered {
  /** The newest version that was live in between; undefined if there was none. */
  readonly published: OrgVersion | undefined;
  /** The newest one that was only saved. */
  readonly saved: OrgVersion | undefined;
}

/**
 * Versions of others between the newest that was seen before a publish and what the publish made. Versions count up, so a
 * gap in the count tells that there may be some; without one nothing is asked.
 */
export async function coveredBy(
  genesys: Genesys,
  seen: readonly (string | undefined)[],
  fresh: OrgVersion,
  flowId: string,
): Promise<Covered> {
  const made = Number.parseFloat(fresh.id);
  const newest = Math.max(0, ...seen.flatMap((id) => (id === undefined ? [] : Number.parseFloat(id))));
  if (!(made - newest > 1)) return { published: undefined, saved: undefined };
  const between = (await genesys.versions(flowId))
    .filter(({ id, clientId }) => {
      const number = Number.parseFloat(id);
      return number > newest && number < made && clientId !== genesys.clientId;
    })
    .toSorted((a, b) => Number.parseFloat(a.id) - Number.parseFloat(b.id));
  return {
    published: between.findLast(({ wasPublished }) => wasPublished),
    saved: between.findLast(({ wasPublished }) => !wasPublished),
  };
}
