import { createHash } from 'node:crypto';
import { VERSION } from '../version.ts';
import { acts, type PlannedFlow } from './plan.ts';

/**
 * SHA-256, in hex, of everything that decides what a publish would do: the action's version, where it goes, and for each
 * flow that would be published its content and what the org has of it. Two plans with the same digest publish the same.
 */
export function planDigest(
  planned: readonly PlannedFlow[],
  target: { readonly environment: string; readonly region: string },
): string {
  const flows = planned
    .filter(({ action }) => acts(action))
    .map(({ publishable, action, live, placeholder }) => [
      publishable.key,
      action,
      publishable.digest,
      live?.id ?? null,
      live?.published?.id ?? null,
      live?.saved?.id ?? null,
      live?.checkedIn?.id ?? null,
      publishable.manifest.rollbackOnFail,
      placeholder !== undefined,
    ])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  const { environment, region } = target;
  return createHash('sha256')
    .update(JSON.stringify([VERSION, environment, region, flows]))
    .digest('hex');
}
