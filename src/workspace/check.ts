import { Analysis } from '../flow/analysis.ts';
import type { FlowGraph } from '../flow/graph.ts';
import { readNodeGraph } from '../node-graph/read.ts';
import { FLOW_RULES } from '../rules/flow/index.ts';
import { runRules } from '../rules/rule.ts';
import type { LoadedManifest } from './loaded.ts';

/** Reads the graph of a manifest's flow and runs every rule on it; undefined where there is no flow to read. */
export async function checkFlow({ manifest, collector }: LoadedManifest): Promise<FlowGraph | undefined> {
  const { definition } = manifest;
  if (!definition) return undefined;
  if (definition.kind === 'architect') {
    const { checkArchitect } = await import('./check-architect.ts');
    return checkArchitect(manifest, definition, collector);
  }
  const graph = readNodeGraph(definition);
  const subject = { manifest, definition, graph, analysis: new Analysis(graph) };
  runRules(FLOW_RULES, subject, collector, { format: 'node-graph', documented: true });
  return graph;
}
