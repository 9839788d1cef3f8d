import type { FlowRule } from '../rule.ts';

export const rule = {
  id: 'missing-audio',
  severity: 'warning',
  category: 'flow',
  summary: 'a node or action with nothing to play',
  introduced: '0.1.0',
  appliesTo: ['node-graph'],
  check({ graph }, report) {
    for (const node of graph.nodes) {
      if (node.type !== 'say' && node.type !== 'menu') continue;
      if (hasText(node.source.media_id) || hasText(node.source.text)) continue;
      report({
        place: graph.locate(node.at, 'key'),
        message: `Node "${node.key}" has nothing to play`,
        hint: 'Add "media_id" with the name of a prompt, or "text" to speak.',
        nodes: [node.key],
      });
    }
  },
} as const satisfies FlowRule;

function hasText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}
