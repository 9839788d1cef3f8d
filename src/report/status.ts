import type { Outcome } from '../publish/outcome.ts';

/** How a flow of a run ended, as every surface shows it. */
export type FlowStatus =
  | Outcome['status']
  | 'unchanged'
  | 'held'
  | 'planned'
  | 'adopted'
  | 'drifted'
  | 'exported'
  | 'valid'
  | 'invalid'
  | 'blocked'
  | 'superseded';

/** What a status looks like, and what it counts as: `failed` fails the run, `done` changed something, `quiet` is no news. */
export interface StatusMeta {
  readonly icon: string;
  readonly label: string;
  readonly counts: 'failed' | 'done' | 'quiet';
}

/** The statuses of flows. */
export const STATUSES: Readonly<Record<FlowStatus, StatusMeta>> = {
  success: { icon: '✅', label: 'live', counts: 'done' },
  valid: { icon: '✅', label: 'valid', counts: 'quiet' },
  planned: { icon: '📋', label: 'planned', counts: 'done' },
  adopted: { icon: '🤝', label: 'adopted', counts: 'done' },
  drifted: { icon: '🌊', label: 'drifted', counts: 'done' },
  exported: { icon: '📥', label: 'exported', counts: 'done' },
  unchanged: { icon: '➖', label: 'unchanged', counts: 'quiet' },
  held: { icon: '✋', label: 'held after a rollback', counts: 'done' },
  superseded: { icon: '⏩', label: 'superseded', counts: 'quiet' },
  invalid: { icon: '❌', label: 'invalid', counts: 'failed' },
  blocked: { icon: '❌', label: 'blocked', counts: 'failed' },
  failure: { icon: '❌', label: 'failed', counts: 'failed' },
  conflict: { icon: '⛔', label: 'conflict', counts: 'failed' },
  rolled_back: { icon: '↩️', label: 'rolled back', counts: 'failed' },
  rollback_failed: { icon: '🚨', label: 'rollback failed', counts: 'failed' },
  pending: { icon: '⏳', label: 'unfinished', counts: 'failed' },
  skipped: { icon: '⏭️', label: 'skipped', counts: 'failed' },
};
