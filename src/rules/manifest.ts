import type { RuleMeta } from '../findings/rule-meta.ts';

export const manifestSyntax = {
  id: 'manifest-syntax',
  severity: 'error',
  category: 'manifest',
  fixed: true,
  summary: 'a file that is not valid JSON or YAML, or that parsers read differently',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
} as const satisfies RuleMeta;

export const manifestSchema = {
  id: 'manifest-schema',
  severity: 'error',
  category: 'manifest',
  fixed: true,
  summary: 'a field of the wrong type, an unknown field, a missing field',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
} as const satisfies RuleMeta;

export const manifestDefinition = {
  id: 'manifest-definition',
  severity: 'error',
  category: 'manifest',
  fixed: true,
  summary: 'no flow source, two of them, or one that cannot be read',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
} as const satisfies RuleMeta;

export const manifestEnvironment = {
  id: 'manifest-environment',
  severity: 'error',
  category: 'manifest',
  fixed: true,
  summary: 'a requested environment that the manifest does not have',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
} as const satisfies RuleMeta;

export const gateChanged = {
  id: 'gate-changed',
  severity: 'warning',
  category: 'manifest',
  fixed: true,
  summary: 'a pull request that changes the rules that judge it',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
} as const satisfies RuleMeta;

export const manifestVersion = {
  id: 'manifest-version',
  severity: 'error',
  category: 'manifest',
  summary: 'a release version that was used for other content, or was not raised',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
} as const satisfies RuleMeta;

export const manifestSubstitution = {
  id: 'manifest-substitution',
  severity: 'error',
  category: 'manifest',
  summary: 'a {{token}} without a value, or an unused value',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
} as const satisfies RuleMeta;

export const templateToken = {
  id: 'template-token',
  severity: 'warning',
  category: 'architect',
  summary: 'an unquoted {{token}}, which YAML reads as a map',
  introduced: '0.1.0',
  appliesTo: ['architect'],
} as const satisfies RuleMeta;
