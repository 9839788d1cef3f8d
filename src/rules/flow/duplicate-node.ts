import type { FlowRule } from '../rule.ts';

export const rule = {
  id: 'duplicate-node',
  severity: 'error',
  category: 'flow',
  summary: 'two nodes with one id, or an id that differs from its key',
  introduced: '0.1.0',
  appliesTo: ['node-graph'],
  check({ graph }, report) {
    // Keys are unique, so where every id is its key no id is there twice.
    if (graph.nodes.every(({ key, source }) => source.id === key)) return;
    const first = new Map<string, string>();
    for (const node of graph.nodes) {
      const { id } = node.source;
      if (typeof id !== 'string') continue;
      const other = first.get(id);
      if (other === undefined) first.set(id, node.key);
      if (id === node.key) continue;
      report({
        place: graph.locate([...node.at, 'id']),
        message:
          other === undefined
            ? `Node "${node.key}" has the id "${id}"`
            : `Node "${node.key}" has the id "${id}", which node "${other}" already has`,
        hint: `Write "id": "${node.key}", or rename the key.`,
        nodes: [node.key],
      });
    }
  },
} as const satisfies FlowRule;
