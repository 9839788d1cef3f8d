import type { RuleMeta } from './rule-meta.ts';

/** The rule about suppressions and baselines themselves. */
export const suppression = {
  id: 'suppression',
  severity: 'error',
  category: 'manifest',
  fixed: true,
  summary: 'a suppression without a reason, expired or unused; a baseline that cannot be read',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
} as const satisfies RuleMeta;
