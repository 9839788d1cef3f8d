import type { FlowRule } from '../rule.ts';

export const rule = {
  id: 'max-node-count',
  severity: 'error',
  category: 'flow',
  summary: 'more nodes than the manifest allows',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
  undocumentedTypes: 'full',
  check({ graph, manifest }, report) {
    const most = manifest.maxNodeCount;
    if (most === undefined || graph.size <= most) return;
    report({
      place: graph.origin === 'node-graph' ? graph.locate(['nodes'], 'key') : graph.locate(graph.nameAt),
      message: `The flow has ${graph.size} ${graph.origin === 'architect' ? 'actions' : 'nodes'}; max_node_count is ${most}`,
      hint: 'Split the flow, or raise validation_rules.max_node_count.',
    });
  },
} as const satisfies FlowRule;
