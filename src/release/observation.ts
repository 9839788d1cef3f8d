import { isNewer } from '../genesys/platform-version.ts';
import type { OrgFlow, OrgVersion } from '../genesys/port.ts';

/** What a flow without a version is rolled back to: it is taken out of service. */
export const NOTHING = 'none';

/** What is live, seen from the release of a flow. `ours`: newer than what was live before, and made by this OAuth client. */
export type Live = 'missing' | 'base' | 'target' | 'restored' | 'ours' | 'theirs';

/** How the job of a release ended. `open`: it may still end; `none`: it never began; `forgotten`: the platform has it no more. */
export type JobFate = 'success' | 'failure' | 'open' | 'none' | 'forgotten';

/** What is known of one flow after its release was begun, and what the org has of it. All that `assess` goes by. */
export interface Observation {
  /** What the run was to do. */
  readonly purpose: 'publish' | 'adopt' | 'rollback';
  readonly job: JobFate;
  readonly live: Live;
  /** The version that is live. */
  readonly version: OrgVersion | undefined;
  /** The version that was live before; undefined for a flow that had none. */
  readonly base: string | undefined;
  /** The version that a rollback which has begun goes to, or `NOTHING`; undefined: none has begun. */
  readonly target: string | undefined;
  /** The live flow is active, and has the name and type that were wanted. */
  readonly whole: boolean;
  /** All that is live is the placeholder of the flow. */
  readonly placeholder: boolean;
  /** The newest version that another user published after `base`, and that the live one replaced. */
  readonly overwritten: OrgVersion | undefined;
  /** It was waited long enough: what does not show now does not show later. */
  readonly hasEnded: boolean;
  /** A version that goes live although its publish failed is rolled back. */
  readonly rollsBack: boolean;
  /** Versions of other users are replaced without being restored (`on-conflict: overwrite`). */
  readonly overwrite: boolean;
  /** Why a rollback is left to people; undefined where it may be finished. */
  readonly doubt: string | undefined;
}

/** Says what the live version is. `restoring`: a new version of this client is what a rollback made. */
export function liveOf(
  flow: OrgFlow | undefined,
  {
    base,
    target,
    restoring,
  }: { readonly base: string | undefined; readonly target: string | undefined; readonly restoring: boolean },
  clientId: string,
): Live {
  if (!flow) return 'missing';
  const version = flow.published;
  if (target !== undefined && version?.id === (target === NOTHING ? undefined : target)) return 'target';
  if (!version) return base === undefined ? 'base' : 'missing';
  if (version.id === base) return 'base';
  // What cannot be compared counts as another user's.
  const newer = base === undefined || isNewer(version, { id: base }) === true;
  if (version.clientId !== clientId || !newer) return 'theirs';
  return restoring ? 'restored' : 'ours';
}
