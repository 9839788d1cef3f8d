import { Analysis } from '../flow/analysis.ts';
import { readArchitect } from '../flow/architect.ts';
import type { FlowGraph } from '../flow/graph.ts';
import { readNodeGraph } from '../flow/node-graph.ts';
import type { LoadedManifest } from '../manifest/load.ts';
import { ARCHITECT_RULES } from './architect/index.ts';
import { FLOW_RULES } from './flow/index.ts';

/** Rules about graphs that Architect YAML can be held to while its reader knows containers, not actions. */
const FOR_ARCHITECT = new Set([
  'flow-name',
  'max-node-count',
  'missing-media',
  'unused-media',
  'hard-coded-id',
  'hard-coded-secret',
]);

/** Reads the graph of a manifest's flow and runs every rule on it; undefined where there is no flow to read. */
export function checkFlow({ manifest, report }: LoadedManifest): FlowGraph | undefined {
  const { definition } = manifest;
  if (!definition) return undefined;
  if (definition.kind === 'architect') {
    const flow = readArchitect(definition);
    const subject = { manifest, definition, graph: flow, analysis: new Analysis(flow) };
    for (const rule of FLOW_RULES)
      if (FOR_ARCHITECT.has(rule.id) && !report.isOff(rule.id)) rule.check(subject, report);
    for (const rule of ARCHITECT_RULES) if (!report.isOff(rule.id)) rule.check({ flow, definition }, report);
    return flow;
  }
  const graph = readNodeGraph(definition);
  const subject = { manifest, definition, graph, analysis: new Analysis(graph) };
  for (const rule of FLOW_RULES) if (!report.isOff(rule.id)) rule.check(subject, report);
  return graph;
}
