import { Analysis } from '../flow/analysis.ts';
import { readArchitect } from '../flow/architect.ts';
import type { FlowGraph } from '../flow/graph.ts';
import type { Definition, Manifest } from '../manifest/manifest.ts';
import { ARCHITECT_RULES } from './architect/index.ts';
import { FLOW_RULES } from './flow/index.ts';
import type { Report } from './report.ts';

/** Rules about graphs that Architect YAML can be held to while its reader knows containers, not actions. */
const FOR_ARCHITECT = new Set([
  'flow-name',
  'max-node-count',
  'missing-media',
  'unused-media',
  'hard-coded-id',
  'hard-coded-secret',
]);

/** Reads Architect YAML and runs the rules on it that it can be held to. */
export function checkArchitect(manifest: Manifest, definition: Definition, report: Report): FlowGraph {
  const flow = readArchitect(definition);
  const subject = { manifest, definition, flow, graph: flow, analysis: new Analysis(flow) };
  for (const rule of FLOW_RULES)
    if (FOR_ARCHITECT.has(rule.id) && !report.isOff(rule.id)) rule.check(subject, report);
  for (const rule of ARCHITECT_RULES) if (!report.isOff(rule.id)) rule.check(subject, report);
  return flow;
}
