import type { OrgVersion } from '../genesys/port.ts';
import { NOTHING, type Observation } from './observation.ts';

/** What may be true of a flow, with what follows from it. */
interface Found {
  /** What was wanted is live. */
  live: { readonly version: OrgVersion | undefined };
  /** It may still go live: the next run looks again. */
  unfinished: object;
  /** Nothing of it went live. */
  unchanged: object;
  /** A version that this run did not make is live, and is left alone. */
  replaced: { readonly version: OrgVersion | undefined };
  /** It is live, and replaced a version that another user published meanwhile: that one is restored. */
  overwrote: { readonly restore: OrgVersion };
  /** Its publish failed, and it is live: it is rolled back. */
  'failed-live': { readonly target: string };
  /** The same, where the manifest says that it stays. */
  'failed-kept': { readonly version: OrgVersion | undefined };
  /** Only its placeholder is live, and is taken out of service. */
  placeholder: object;
  /** Its rollback has begun, and is finished. */
  'rolling-back': { readonly target: string };
  /** Its rollback is done. */
  'rolled-back': { readonly version: OrgVersion | undefined };
  /** Nobody can say who made what is live, or what a rollback was to do: that is left to people. */
  unknown: { readonly why: string };
}

/** The names of the states that the release of a flow can be in. */
export type State = keyof Found;

/** A flow that is in a certain state. */
export type AssessmentOf<Is extends State> = { readonly is: Is } & Found[Is];

/** What is true of a flow, and what follows from it. */
export type Assessment = { readonly [Is in State]: AssessmentOf<Is> }[State];

/** Works out from an observation what is true, and what follows. Pure. */
export function assess(seen: Observation): Assessment {
  const { purpose, live, version, hasEnded } = seen;
  if (purpose === 'adopt') return live === 'base' ? { is: 'live', version } : { is: 'replaced', version };
  if (live === 'target') return { is: 'rolled-back', version };
  if (purpose === 'rollback' || seen.target !== undefined) return assessRollback(seen);
  if (live === 'ours' || live === 'restored') return assessPublished(seen);
  if (!hasEnded) return { is: 'unfinished' };
  return live === 'theirs' ? { is: 'replaced', version } : { is: 'unchanged' };
}

/** A rollback that has begun, and whose target is not live. */
function assessRollback({ live, version, target, overwritten, doubt }: Observation): Assessment {
  if (live === 'theirs') return { is: 'replaced', version };
  if (live === 'missing') return { is: 'unchanged' };
  if (doubt !== undefined) return { is: 'unknown', why: doubt };
  if (target === undefined) return { is: 'unknown', why: 'the intent names no version to roll back to' };
  if (live !== 'restored') return { is: 'rolling-back', target };
  return overwritten ? { is: 'overwrote', restore: overwritten } : { is: 'rolled-back', version };
}

/** A new version of this client is live. */
function assessPublished(seen: Observation): Assessment {
  const { job, version, base, overwritten, whole, rollsBack } = seen;
  if (seen.placeholder) return { is: 'placeholder' };
  if (job === 'none' || job === 'forgotten')
    return { is: 'unknown', why: 'no known job of that run made it' };
  if (job === 'success' && whole) {
    const restores = overwritten !== undefined && rollsBack && !seen.overwrite;
    return restores ? { is: 'overwrote', restore: overwritten } : { is: 'live', version };
  }
  return rollsBack
    ? { is: 'failed-live', target: overwritten?.id ?? base ?? NOTHING }
    : { is: 'failed-kept', version };
}

/** What follows for a flow of an atomic run once another flow of it failed: what went live is rolled back, too. */
export function assessFailedAtomic(own: Assessment, seen: Observation): Assessment {
  if (seen.purpose === 'adopt') return own;
  const target = seen.overwritten?.id ?? seen.base ?? NOTHING;
  switch (own.is) {
    case 'live':
    case 'failed-kept':
    case 'placeholder':
      return { is: 'failed-live', target };
    case 'overwrote':
      return { is: 'failed-live', target: own.restore.id };
    default:
      return own;
  }
}
