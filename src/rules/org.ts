import type { RuleMeta } from '../findings/rule-meta.ts';

export const orgReference = {
  id: 'org-reference',
  severity: 'error',
  category: 'org',
  fixed: true,
  summary: 'a queue, prompt, flow or other thing that the org does not have',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
} as const satisfies RuleMeta;

export const orgLocked = {
  id: 'org-locked',
  severity: 'error',
  category: 'org',
  fixed: true,
  summary: 'the flow is locked by somebody',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
} as const satisfies RuleMeta;

export const orgConflict = {
  id: 'org-conflict',
  severity: 'error',
  category: 'org',
  fixed: true,
  summary: 'what is live is not what was last published from here',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
} as const satisfies RuleMeta;

export const orgIdentity = {
  id: 'org-identity',
  severity: 'error',
  category: 'org',
  fixed: true,
  summary: 'flow_id names no flow, a deleted one, or another one',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
} as const satisfies RuleMeta;

export const publishFailed = {
  id: 'publish-failed',
  severity: 'error',
  category: 'org',
  fixed: true,
  summary: 'what the platform said when it did not take a flow',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
} as const satisfies RuleMeta;
