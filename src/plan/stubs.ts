import { stubOf } from '../flow/stub.ts';
import { readYaml } from '../source/yaml.ts';
import { circles } from './order.ts';
import { type PlannedFlow, publishes } from './plan.ts';

/**
 * Gives stubs to flows that refer to each other in a circle while nothing of them is live: the platform takes none of them
 * before the others are there. A flow of a type that no stub is known for is blocked, with what to do.
 */
export function withStubs(flows: readonly PlannedFlow[]): PlannedFlow[] {
  const changed = new Map<PlannedFlow, PlannedFlow>();
  for (const circle of circles(flows.filter(({ intention }) => publishes(intention)))) {
    for (const flow of circle) {
      const { graph, report, text } = flow.candidate;
      const stub = stubOf(readYaml('stub.yaml', text).value);
      // JSON is YAML, and this one is read by nobody.
      if (stub) changed.set(flow, { ...flow, stub: `${JSON.stringify(stub, null, 2)}\n` });
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
