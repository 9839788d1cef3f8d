import type { RepositoryRule } from './rule.ts';

export const rule = {
  id: 'manifest-region',
  severity: 'error',
  category: 'manifest',
  fixed: true,
  summary: 'an unknown region, or manifests with different regions',
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
          ? `target_region is ${manifest.region.name}, but the input "region" is ${agreed.name}`
          : `target_region is ${manifest.region.name}, but ${first?.file} has ${agreed.name}`,
        hint: 'Use one region per run. For several regions, add an environment for each, and run once per environment.',
      });
    }
  },
} as const satisfies RepositoryRule;
