import type { RepositoryRule } from './rule.ts';

export const rule = {
  id: 'manifest-region',
  severity: 'error',
  category: 'manifest',
  fixed: true,
  summary: 'a region that Genesys Cloud does not have, or manifests that do not agree on one',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
  check({ flows, region: wanted }, report) {
    const first = flows.find(({ manifest }) => manifest.region)?.manifest;
    for (const flow of flows) {
      const { manifest } = flow;
      const agreed = wanted ?? first?.region;
      if (!manifest.region || !agreed || manifest.region.name === agreed.name) continue;
      report(flow, {
        place: manifest.settings.locate(['target_region']),
        message: wanted
          ? `the manifest is for ${manifest.region.name}, and the input "region" says ${agreed.name}`
          : `the manifest is for ${manifest.region.name}, and ${first?.file} is for ${agreed.name}`,
        hint: 'One run publishes to one region. Use an environment overlay per region, and one run each.',
      });
    }
  },
} as const satisfies RepositoryRule;
