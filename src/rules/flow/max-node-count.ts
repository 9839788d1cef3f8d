import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'max-node-count',
  severity: 'error',
  category: 'flow',
  summary: 'more nodes than the manifest allows',
  check({ graph, manifest }, report) {
    const most = manifest.maxNodeCount;
    if (most === undefined || graph.size <= most) return;
    report.add('max-node-count', {
      place: graph.origin === 'node-graph' ? graph.locate(['nodes'], 'key') : graph.locate(graph.nameAt),
      message: `the flow has ${graph.size} ${graph.origin === 'architect' ? 'actions' : 'nodes'}; max_node_count allows ${most}`,
      hint: 'Split the flow, or raise validation_rules.max_node_count.',
    });
  },
};
