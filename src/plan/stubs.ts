import { stubOf } from '../architect/placeholder.ts';
import { type FlowState, foreignState } from '../audit/ledger.ts';
import type { OrgFlow } from '../genesys/port.ts';
import { readYaml } from '../source/yaml.ts';
import { circles } from './order.ts';
import { type Candidate, type PlannedFlow, publishes } from './plan.ts';

/**
 * Gives stubs to flows that refer to each other in a circle while nothing of them is live: the platform takes none of them
 * before the others are there. A flow of a type that no stub is known for is blocked, with what to do.
 */
export async function withStubs(flows: readonly PlannedFlow[]): Promise<PlannedFlow[]> {
  const found = circles(flows.filter(({ intention }) => publishes(intention)));
  if (found.length === 0) return [...flows];
  const { stringify } = await import('yaml');
  const changed = new Map<PlannedFlow, PlannedFlow>();
  for (const circle of found) {
    for (const flow of circle) {
      const { graph, report, text } = flow.candidate;
      const stub = stubOf(readYaml('stub.yaml', text).value);
      if (stub) changed.set(flow, { ...flow, stub: stringify(stub) });
      else {
        const names = circle.map(({ candidate }) => `"${candidate.graph.name}"`).join(', ');
        const message = `${names} refer to each other, nothing of them is live, and how little a flow of the type ${graph.type.root} can consist of is not known here`;
        report.add('org-reference', {
          place: graph.locate(graph.nameAt),
          message,
          hint: 'Publish one of them by hand first, without its references to the others.',
        });
        changed.set(flow, { ...flow, intention: 'blocked', reason: message });
      }
    }
  }
  return flows.map((flow) => changed.get(flow) ?? flow);
}

/** What is known of a flow of which only a stub is live: it is ours, and nobody else's work. */
export function stubState({ manifest }: Candidate, live: OrgFlow): FlowState {
  return foreignState(live, live.published?.id, { manifest: manifest.file });
}
