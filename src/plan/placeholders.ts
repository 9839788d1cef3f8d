import { placeholderOf } from '../architect/placeholder.ts';
import { type PublishedFlow, unpublishedState } from '../audit/published-state.ts';
import type { OrgFlow } from '../genesys/port.ts';
import { orgReference } from '../rules/org.ts';
import { readYaml } from '../source/yaml.ts';
import { findingOf } from './finding-of.ts';
import { cycles } from './order.ts';
import { type PlannedFlow, type PublishableFlow, publishes } from './plan.ts';

/**
 * Gives placeholders to flows that refer to each other in a cycle while nothing of them is live: the platform takes none of them
 * before the others are there. A flow of a type that no placeholder is known for is blocked, with what to do.
 */
export async function withPlaceholders(flows: readonly PlannedFlow[]): Promise<PlannedFlow[]> {
  const found = cycles(flows.filter(({ action }) => publishes(action)));
  if (found.length === 0) return [...flows];
  const { stringify } = await import('yaml');
  const changed = new Map<PlannedFlow, PlannedFlow>();
  for (const cycle of found) {
    for (const flow of cycle) {
      const { graph, text } = flow.publishable;
      const placeholder = placeholderOf(readYaml('placeholder.yaml', text).value);
      if (placeholder) changed.set(flow, { ...flow, placeholder: stringify(placeholder) });
      else {
        const names = cycle.map(({ publishable }) => `"${publishable.graph.name}"`).join(', ');
        const message = `${names} refer to each other, nothing of them is live, and how little a flow of the type ${graph.type.root} can consist of is not known here`;
        const findings = findingOf(flow.publishable, orgReference, {
          place: graph.locate(graph.nameAt),
          message,
          hint: 'Publish one of them by hand first, without its references to the others.',
        });
        changed.set(flow, {
          ...flow,
          action: 'blocked',
          reason: message,
          findings: [...flow.findings, ...findings],
        });
      }
    }
  }
  return flows.map((flow) => changed.get(flow) ?? flow);
}

/** What is known of a flow of which only a placeholder is live: it is ours, and nobody else's work. */
export function placeholderState({ manifest }: PublishableFlow, live: OrgFlow): PublishedFlow {
  return unpublishedState(live, live.published?.id, { manifest: manifest.file });
}
