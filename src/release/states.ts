import type { RecordStatus } from '../audit/record.ts';
import type { State } from './assess.ts';

/**
 * How the release of a flow can end, by what was found of it. `docs/explanation/release-states.md` shows the same as a diagram. A
 * rollback ends as `pending` where the run is cancelled meanwhile.
 */
export const ENDS = {
  live: ['success'],
  unfinished: ['pending'],
  unchanged: ['failure', 'rollback_failed'],
  replaced: ['conflict', 'rollback_failed'],
  overwrote: ['conflict', 'rollback_failed', 'pending'],
  'failed-live': ['rolled_back', 'conflict', 'rollback_failed', 'pending'],
  'failed-kept': ['failure'],
  placeholder: ['failure', 'rollback_failed', 'pending'],
  'rolling-back': ['rolled_back', 'success', 'conflict', 'rollback_failed', 'pending'],
  'rolled-back': ['rolled_back', 'success', 'rollback_failed'],
  unknown: ['failure', 'rollback_failed'],
} as const satisfies Readonly<Record<State, readonly RecordStatus[]>>;

/** How a release that was assessed so can end. */
export type EndStatus<Is extends State> = (typeof ENDS)[Is][number];
