import { suppression } from '../findings/suppression-rule.ts';
import { FLOW_RULES } from './flow/index.ts';
import * as manifest from './manifest.ts';
import { MANIFEST_RULES } from './repository/index.ts';

/** Ids of the rules that every run loads. */
const LOADED: ReadonlySet<string> = new Set(
  [...Object.values(manifest), suppression, ...MANIFEST_RULES, ...FLOW_RULES].map(({ id }) => id),
);

/** Whether this version has a rule with the id. The rules that not every run needs are loaded only to look for others. */
export async function isKnownRule(id: string): Promise<boolean> {
  return LOADED.has(id) || (await import('./catalogue.ts')).RULES_BY_ID.has(id);
}
