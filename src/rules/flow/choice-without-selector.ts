import { describe } from '../../manifest/schema.ts';
import { edgeKind, NODE_TYPES } from '../../node-graph/read.ts';
import { didYouMean } from '../../text/nearest.ts';
import type { FlowRule } from '../rule.ts';

const HINTS: Readonly<Record<string, string>> = {
  menu: 'Use a digit (0 to 9, * or #), "no-input", "no-match" or "failure".',
  start: 'Remove "on". A start node has one transition.',
  say: 'Remove "on". Only a menu listens to the caller.',
};

/** Another rule checks terminal nodes. */
function allowed(type: string, on: string): boolean {
  if (type === 'menu') return edgeKind(on) !== undefined;
  return type === 'end' || type === 'transfer';
}

/** Values of `on` that are words. */
const WORDS = ['no-input', 'no-match', 'failure'];

function hintFor(type: string, on: string): string {
  const hint = HINTS[type] ?? 'Remove the transition.';
  return type === 'menu' ? didYouMean(on, WORDS, hint) : hint;
}

export const rule = {
  id: 'choice-without-selector',
  severity: 'error',
  category: 'flow',
  summary: 'a menu option without a key',
  introduced: '0.1.0',
  appliesTo: ['node-graph'],
  check({ graph }, report) {
    for (const edge of graph.edges) {
      const node = graph.nodes[edge.from];
      const on = edge.kind === 'next' ? undefined : edge.kind === 'choice' ? edge.label : edge.kind;
      if (!node || !Object.hasOwn(NODE_TYPES, node.type)) continue;
      if (node.type === 'menu' && on === undefined) {
        report({
          place: graph.locate(edge.at.slice(0, -1)),
          message: `Menu "${node.key}": the option that leads to "${edge.target}" has no key`,
          hint: 'Add "on": a digit (0 to 9, * or #), "no-input" or "no-match".',
          nodes: [node.key],
        });
      } else if (typeof on === 'string' && !allowed(node.type, on)) {
        report({
          place: graph.locate([...edge.at.slice(0, -1), 'on']),
          message: `"${node.key}": a ${node.type} node has no transition on ${describe(on)}`,
          hint: hintFor(node.type, on),
          nodes: [node.key],
        });
      }
    }
  },
} as const satisfies FlowRule;
