import type { FlowRule } from '../rule.ts';

export const rule = {
  id: 'unused-media',
  severity: 'warning',
  category: 'flow',
  summary: 'a prompt of the media registry that is never played',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
  undocumentedTypes: 'warning',
  check({ graph, manifest }, report) {
    const used = new Set(graph.references.filter(({ kind }) => kind === 'prompt').map(({ name }) => name));
    for (const name of Object.keys(manifest.mediaRegistry ?? {})) {
      const place = manifest.settings.locate(['validation_rules', 'media_registry', name], 'key');
      // A registry in the configuration serves all flows; only one of the manifest's own can be said to be unused.
      if (used.has(name) || place.document.file !== manifest.file) continue;
      report({
        place,
        message: `Prompt "${name}" of the media registry is never played`,
        hint: 'Remove it from the media registry, or play it.',
      });
    }
  },
} as const satisfies FlowRule;
