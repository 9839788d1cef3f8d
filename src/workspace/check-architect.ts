import { type ArchitectFlow, readArchitect } from '../architect/read.ts';
import { respell } from '../architect/spelling.ts';
import { readVariables } from '../architect/variables.ts';
import type { Collector } from '../findings/collector.ts';
import { Analysis } from '../flow/analysis.ts';
import type { Definition } from '../flow/definition.ts';
import type { FlowGraph } from '../flow/graph.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { ARCHITECT_RULES } from '../rules/architect/index.ts';
import { FLOW_RULES } from '../rules/flow/index.ts';
import { runRules } from '../rules/rule.ts';
import type { Part, Path } from '../source/document.ts';

/** Reads Architect YAML and runs every rule on it. Pictures show its overview, rules read its steps. */
export async function checkArchitect(
  manifest: Manifest,
  written: Definition,
  collector: Collector,
): Promise<FlowGraph> {
  const { definition, entries, misspelt } = respell(written);
  const flow = readArchitect(definition, entries);
  const steps = new Analysis(flow.steps);
  const graph = { manifest, definition, graph: flow.steps, analysis: steps };
  const variables = readVariables(entries, flow.own);
  const architect = {
    flow,
    definition,
    written,
    misspelt,
    analysis: new Analysis(flow),
    steps,
    variables,
  };
  const options = { format: 'architect', documented: isJudged(flow) } as const;
  runRules(FLOW_RULES, graph, collector, options);
  runRules(ARCHITECT_RULES, architect, collector, options);
  if (variables.expressions.length > 0) {
    const { checkExpressions } = await import('../rules/expressions/index.ts');
    checkExpressions(architect, collector, options);
  }
  return overview(flow);
}

/** True for a flow that every rule can judge. A file with several roots has that problem whatever they are. */
function isJudged({ documented, roots }: ArchitectFlow): boolean {
  return documented || roots.length !== 1;
}

/**
 * What pictures and the rules across flows read; a repository of 1,000 flows could not keep the steps of each. The places
 * that those rules point to are looked up now, while the syntax tree is still at hand.
 */
function overview(flow: ArchitectFlow): FlowGraph {
  // The closure below must not hold the flow itself.
  const { origin, name, nameAt, type, size, edges, references, locate } = flow;
  const places = new Map([[placeKey(nameAt), locate(nameAt)]]);
  for (const { kind, at, part } of references)
    if (kind === 'flow') places.set(placeKey(at, part), locate(at, part));
  return {
    origin,
    name,
    nameAt,
    type,
    size,
    nodes: flow.nodes.map((node) => ({ ...node, source: {} })),
    edges,
    references,
    locate: (path, part) => places.get(placeKey(path, part)) ?? locate(path, part),
  };
}

function placeKey(path: Path, part: Part = 'value'): string {
  return [typeof part === 'string' ? part : `${part.from}-${part.to}`, ...path].join('\0');
}
