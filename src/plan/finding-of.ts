import { type Draft, toFinding } from '../findings/draft.ts';
import type { Finding } from '../findings/finding.ts';
import type { RuleMeta } from '../findings/rule-meta.ts';
import type { Decision } from './decide.ts';
import type { PublishableFlow } from './plan.ts';

/** The finding of a rule about a flow, by the severities of its manifest; none where the rule is switched off. */
export function findingOf({ manifest }: PublishableFlow, rule: RuleMeta, draft: Draft): Finding[] {
  const finding = toFinding(rule, draft, { file: manifest.file, severities: manifest.severities });
  return finding ? [finding] : [];
}

/** What a decision reports about a flow, on its line. */
export function decisionFindings(publishable: PublishableFlow, { finding }: Decision): Finding[] {
  if (!finding) return [];
  const { graph, manifest } = publishable;
  const { rule, message, hint, at } = finding;
  const place = at === 'flow_id' ? manifest.settings.locate(['flow_id']) : graph.locate(graph.nameAt);
  return findingOf(publishable, rule, { place, message, hint });
}
