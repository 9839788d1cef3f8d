import type { RuleMeta } from '../findings/rule-meta.ts';

export const orgReference = {
  id: 'org-reference',
  severity: 'error',
  category: 'org',
  fixed: true,
  summary: 'a queue, prompt, flow or other object that the org does not have',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
} as const satisfies RuleMeta;

export const orgLocked = {
  id: 'org-locked',
  severity: 'error',
  category: 'org',
  fixed: true,
  summary: 'a flow that another user has locked',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
} as const satisfies RuleMeta;

export const orgConflict = {
  id: 'org-conflict',
  severity: 'error',
  category: 'org',
  fixed: true,
  summary: 'a live version that was not published from here',
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
  summary: 'a message of Genesys Cloud about a flow that it refused',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
} as const satisfies RuleMeta;
