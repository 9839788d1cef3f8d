import type { FlowRule } from '../rule.ts';
import { cyclePlace, pathText } from '../trace.ts';

export const rule = {
  id: 'circular-transition',
  severity: 'error',
  category: 'flow',
  summary: 'a cycle of transitions where the manifest allows none',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
  undocumentedTypes: 'full',
  check({ graph, analysis, manifest }, report) {
    const forbidden = manifest.allowCircular === false;
    if (!forbidden && (manifest.allowCircular === true || graph.origin !== 'node-graph')) return;
    if (!analysis.hasCycle) return;
    // Unless the manifest forbids every cycle, a menu may repeat: it waits for the caller.
    const waits = (node: number) => !forbidden && graph.nodes[node]?.role === 'interaction';
    // A loop that counts, and a menu that is offered again, are no transitions of the author.
    const left = graph.edges.some(({ kind, from, to }) => kind === 'repeat' || waits(from) || waits(to));
    const transitions = left
      ? analysis.within(({ kind, from, to }) => kind !== 'repeat' && !waits(from) && !waits(to))
      : analysis;
    for (const members of transitions.cycles()) {
      const cycle = transitions.cycleIn(members);
      report({
        ...cyclePlace(graph, transitions, cycle),
        message: `The flow has a cycle: ${pathText(graph, cycle)}`,
        hint: forbidden
          ? 'Break the cycle, or remove "allow_circular: false" from validation_rules.'
          : 'Break the cycle, add a menu to it, or set validation_rules.allow_circular to true.',
      });
    }
  },
} as const satisfies FlowRule;
