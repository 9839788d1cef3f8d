import { createHash } from 'node:crypto';
import { VERSION } from '../version.ts';
import { acts, type PlannedFlow } from './plan.ts';

/** Where a plan goes, and what of the inputs decides what a publish does beside the flows. */
export interface DigestTarget {
  readonly environment: string;
  readonly region: string;
  /** The id of the org; undefined where it is not known. */
  readonly organization: string | undefined;
  readonly atomic: boolean;
  readonly overwrite: boolean;
  readonly auditBranch: string;
  readonly keepLive: boolean;
  readonly deployment: string;
  /** The shard that is published, as `2/4`; absent for all flows. */
  readonly shard?: string | undefined;
}

/**
 * SHA-256, in hex, of everything that decides what a publish would do: the action's version, where it goes, its inputs, and
 * for each flow that would be published its manifest, content and release, and what the org has of it. Two plans with the
 * same digest publish the same.
 */
export function planDigest(planned: readonly PlannedFlow[], target: DigestTarget): string {
  const flows = planned
    .filter(({ action }) => acts(action))
    .map(({ publishable, action, live, placeholder }) => {
      const { key, digest, manifest } = publishable;
      return {
        key,
        action,
        digest,
        manifest: manifest.file,
        release: sorted(manifest.version),
        severities: sorted(manifest.severities),
        rollbackOnFail: manifest.rollbackOnFail,
        placeholder: placeholder ?? null,
        live: [live?.id, live?.published?.id, live?.saved?.id, live?.checkedIn?.id].map((id) => id ?? null),
      };
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const {
    environment,
    region,
    organization = null,
    atomic,
    overwrite,
    auditBranch,
    keepLive,
    deployment,
    shard,
  } = target;
  const place = {
    environment,
    region,
    organization,
    atomic,
    overwrite,
    auditBranch,
    keepLive,
    deployment,
    shard,
  };
  return createHash('sha256')
    .update(JSON.stringify([VERSION, place, flows]))
    .digest('hex');
}

/** The entries of a map in the order of their keys, so that the order in which they were written makes no difference. */
function sorted(map: object | undefined): [string, unknown][] {
  return Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}
