import type { RuleMeta, RulesById } from '../findings/rule-meta.ts';
import { suppression } from '../findings/suppression-rule.ts';
import { ARCHITECT_RULES } from './architect/index.ts';
import { EXPRESSION_RULES } from './expressions/index.ts';
import { FLOW_RULES } from './flow/index.ts';
import * as manifest from './manifest.ts';
import * as org from './org.ts';
import { MANIFEST_RULES } from './repository/index.ts';
import { REFERENCE_RULES } from './repository/references.ts';

const ALL = [
  manifest.manifestSyntax,
  manifest.manifestSchema,
  manifest.manifestDefinition,
  manifest.manifestEnvironment,
  manifest.gateChanged,
  suppression,
  ...MANIFEST_RULES,
  manifest.manifestVersion,
  manifest.manifestSubstitution,
  ...FLOW_RULES,
  ...ARCHITECT_RULES,
  ...EXPRESSION_RULES,
  manifest.templateToken,
  ...REFERENCE_RULES,
  org.orgReference,
  org.orgLocked,
  org.orgConflict,
  org.orgIdentity,
  org.publishFailed,
] as const;

/** The id of a rule of this version. */
export type RuleId = (typeof ALL)[number]['id'];

/**
 * Every rule of this version by its id, in the order of the documentation. It loads every rule, so a run that does not need
 * all of them imports it only when it meets the id of a rule in a file.
 */
export const RULES_BY_ID: RulesById = byId(ALL);

/** Every rule of this version, in the order of the documentation. */
export const RULES: readonly RuleMeta[] = [...RULES_BY_ID.values()];

/** A rule with one check for each format stands twice in the list, and applies to both. */
function byId(all: readonly RuleMeta[]): Map<string, RuleMeta> {
  const found = new Map<string, RuleMeta>();
  for (const rule of all) {
    const { id, severity, category, summary, fixed, introduced, appliesTo } = rule;
    const formats = [...(found.get(id)?.appliesTo ?? []), ...appliesTo];
    const meta = { id, severity, category, summary, introduced, appliesTo: formats };
    found.set(id, fixed ? { ...meta, fixed } : meta);
  }
  return found;
}
