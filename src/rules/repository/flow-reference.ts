import type { FlowHeader } from '../../flow/flow-header.ts';
import { FlowSet } from '../../flow/flow-set.ts';
import type { Reference } from '../../flow/graph.ts';
import { groupBy } from '../../text/group-by.ts';
import { nearestName } from '../../text/nearest.ts';
import { withGraph } from './readable.ts';
import type { RepositoryRule } from './rule.ts';

/** References that get a hint: comparing a name with all names of a large repository takes its time. */
const MOST_HINTS = 200;

export const rule = {
  id: 'flow-reference',
  severity: 'warning',
  category: 'repository',
  summary: 'a flow, module or bot that is not in the repository',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
  check({ flows: all, names }, report) {
    const flows = withGraph(all);
    const nearest = nearestFlows(names);
    for (const { from, to, reference } of new FlowSet(flows.map(({ graph }) => graph)).links) {
      const flow = flows[from];
      if (to >= 0 || !flow) continue;
      const near = nearest(reference);
      report(flow, {
        place: flow.graph.locate(reference.at, reference.part),
        message: `The ${reference.group} flow "${reference.name}" is not in this repository`,
        hint: near
          ? `Did you mean "${near}"? Otherwise publish it in the org before this flow.`
          : 'Publish it in the org before this flow. Mode plan checks the org.',
      });
    }
  },
} as const satisfies RepositoryRule;

/** Finds the flow that a reference most likely means; each name is looked for once, and not more than so many. */
function nearestFlows(names: readonly FlowHeader[]): (reference: Reference) => string | undefined {
  const byRoot = groupBy(names, ({ root }) => root);
  const known = new Map<string, string | undefined>();
  return ({ group, name }) => {
    const key = `${group}\0${name}`;
    if (!known.has(key) && known.size < MOST_HINTS) {
      const all = byRoot.get(group)?.map((each) => each.name) ?? [];
      known.set(key, nearestName(name, all));
    }
    return known.get(key);
  };
}
