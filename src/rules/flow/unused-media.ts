import type { Rule } from '../rule.ts';

export const rule: Rule = {
  id: 'unused-media',
  severity: 'warning',
  category: 'flow',
  summary: 'a prompt of the media registry that nothing plays',
  check({ graph, manifest }, report) {
    const used = new Set(graph.references.filter(({ kind }) => kind === 'prompt').map(({ name }) => name));
    for (const name of Object.keys(manifest.mediaRegistry ?? {})) {
      const place = manifest.settings.locate(['validation_rules', 'media_registry', name], 'key');
      // A registry in the configuration serves all flows; only one of the manifest's own can be said to be unused.
      if (used.has(name) || place.document.file !== manifest.file) continue;
      report.add('unused-media', {
        place,
        message: `nothing in the flow plays "${name}"`,
        hint: 'Remove it from the media registry, or play it.',
      });
    }
  },
};
