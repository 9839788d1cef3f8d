import type { RepositoryRule } from './rule.ts';

export const rule = {
  id: 'manifest-duplicate-flow',
  severity: 'error',
  category: 'manifest',
  fixed: true,
  summary: 'two manifests for the same flow',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
  check({ flows }, report) {
    const owners = new Map<string, string>();
    for (const flow of flows) {
      const { manifest, graph } = flow;
      const identities: [string, string, readonly string[]][] = [];
      if (manifest.flowId)
        identities.push([`id ${manifest.flowId}`, `Flow id ${manifest.flowId}`, ['flow_id']]);
      if (graph?.name) {
        identities.push([
          `${graph.type.api} ${graph.name.toLowerCase()}`,
          `The ${graph.type.root} flow "${graph.name}"`,
          [],
        ]);
      }
      for (const [key, words, path] of identities) {
        const other = owners.get(key);
        if (other === undefined) owners.set(key, manifest.file);
        else {
          report(flow, {
            place: path.length > 0 || !graph ? manifest.settings.locate(path) : graph.locate(graph.nameAt),
            message: `${words} is also described by ${other}`,
            hint: 'Rename or remove one of the two. A flow is identified by its type and name.',
          });
        }
      }
    }
  },
} as const satisfies RepositoryRule;
