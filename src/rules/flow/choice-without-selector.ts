import { describe } from '../../manifest/schema.ts';
import { edgeKind, NODE_TYPES } from '../../node-graph/read.ts';
import type { FlowRule } from '../rule.ts';

const HINTS: Readonly<Record<string, string>> = {
  menu: 'Use a digit (0 to 9, * or #), "no-input", "no-match" or "failure".',
  start: 'Remove "on": a start has one way on.',
  say: 'Remove "on": a say node has one way on. Only a menu listens to the caller.',
};

/** What terminal nodes may do is another rule's business. */
function allowed(type: string, on: string): boolean {
  if (type === 'menu') return edgeKind(on) !== undefined;
  return type === 'end' || type === 'transfer';
}

export const rule = {
  id: 'choice-without-selector',
  severity: 'error',
  category: 'flow',
  summary: 'a menu choice that no input selects',
  introduced: '0.1.0',
  appliesTo: ['node-graph'],
  check({ graph }, report) {
    for (const edge of graph.edges) {
      const node = graph.nodes[edge.from];
      const on = edge.kind === 'next' ? undefined : edge.label || edge.kind;
      if (!node || !Object.hasOwn(NODE_TYPES, node.type)) continue;
      if (node.type === 'menu' && on === undefined) {
        report({
          place: graph.locate(edge.at.slice(0, -1)),
          message: `nothing selects the way from "${node.key}" to "${edge.target}"`,
          hint: 'Add "on": a digit (0 to 9, * or #), "no-input" or "no-match".',
          nodes: [node.key],
        });
      } else if (typeof on === 'string' && !allowed(node.type, on)) {
        report({
          place: graph.locate([...edge.at.slice(0, -1), 'on']),
          message: `a node of type "${node.type}" never goes on by ${describe(on)}`,
          hint: HINTS[node.type] ?? 'Remove the transition.',
          nodes: [node.key],
        });
      }
    }
  },
} as const satisfies FlowRule;
