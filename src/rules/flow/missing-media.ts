import { nearestName, surelyMeant } from '../../text/nearest.ts';
import type { FlowRule } from '../rule.ts';

export const rule = {
  id: 'missing-media',
  severity: 'error',
  category: 'flow',
  summary: 'a prompt that is not in the media registry',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
  undocumentedTypes: 'full',
  check({ graph, manifest }, report) {
    const registry = manifest.mediaRegistry;
    if (!registry) return;
    for (const reference of graph.references) {
      if (reference.kind !== 'prompt') continue;
      const known = Object.hasOwn(registry, reference.name) ? registry[reference.name] : undefined;
      if (known === true) continue;
      const available = Object.keys(registry).filter((name) => registry[name]);
      const near = nearestName(reference.name, available);
      report({
        place: graph.locate(reference.at),
        message:
          known === false
            ? `Prompt "${reference.name}" is marked as not available in the media registry`
            : `Prompt "${reference.name}" is not in the media registry`,
        meant: near,
        instead: known === undefined ? surelyMeant(reference.name, available) : undefined,
        hint: near
          ? `Did you mean "${near}"?`
          : 'Add it to validation_rules.media_registry if the prompt exists.',
        nodes: [graph.nodes[reference.node]?.key ?? ''],
      });
    }
  },
} as const satisfies FlowRule;
