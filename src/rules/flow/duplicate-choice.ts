import type { FlowEdge } from '../../flow/graph.ts';
import type { FlowRule } from '../rule.ts';

const INPUTS: Readonly<Record<string, string>> = {
  next: 'without a key',
  'no-input': 'on no-input (failure counts as no-input)',
  'no-match': 'on no-match',
  failure: 'on failure',
};

export const rule = {
  id: 'duplicate-choice',
  severity: 'error',
  category: 'flow',
  summary: 'two transitions or options for one key',
  introduced: '0.1.0',
  appliesTo: ['node-graph'],
  check({ graph, analysis }, report) {
    for (const [at, node] of graph.nodes.entries()) {
      if (analysis.declared(at).length < 2) continue;
      const seen = new Map<string, FlowEdge>();
      for (const edge of analysis.declared(at)) {
        // The platform uses one path for a silent caller and a failed collection.
        const input = node.type === 'menu' && edge.kind === 'failure' ? 'no-input' : edge.label || edge.kind;
        if (node.type === 'menu' && input === 'next') continue;
        const other = seen.get(input);
        if (!other) seen.set(input, edge);
        else if (other.target !== edge.target || other.kind === edge.kind) {
          report({
            place: graph.locate(edge.at.slice(0, -1)),
            message: `"${node.key}" has two transitions ${INPUTS[input] ?? `on ${input}`}: to "${other.target}" and to "${edge.target}"`,
            hint: 'Remove one of them.',
            nodes: [node.key],
          });
        }
      }
    }
  },
} as const satisfies FlowRule;
