import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'duplicate-node',
  severity: 'error',
  category: 'flow',
  summary: 'one node id twice, or an id that is not its key',
  check({ graph }, report) {
    if (graph.origin !== 'node-graph') return;
    // Keys are unique, so where every id is its key no id is there twice.
    if (graph.nodes.every(({ key, source }) => source.id === key)) return;
    const first = new Map<string, string>();
    for (const node of graph.nodes) {
      const { id } = node.source;
      if (typeof id !== 'string') continue;
      const other = first.get(id);
      if (other === undefined) first.set(id, node.key);
      if (id === node.key) continue;
      report.add('duplicate-node', {
        place: graph.locate([...node.at, 'id']),
        message:
          other === undefined
            ? `the node "${node.key}" has the id "${id}"`
            : `the node "${node.key}" has the id "${id}", which "${other}" has already`,
        hint: `Write "id": "${node.key}", or rename the key.`,
        nodes: [node.key],
      });
    }
  },
};
