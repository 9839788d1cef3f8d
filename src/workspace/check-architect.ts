import { type ArchitectFlow, readArchitect } from '../architect/read.ts';
import { respell } from '../architect/spelling.ts';
import { readVariables } from '../architect/variables.ts';
import type { Report } from '../findings/report.ts';
import { Analysis } from '../flow/analysis.ts';
import type { Definition } from '../flow/definition.ts';
import type { FlowGraph } from '../flow/graph.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { ARCHITECT_RULES } from '../rules/architect/index.ts';
import { reportMisspelt } from '../rules/architect/misspelt-name.ts';
import { CautiousReport } from '../rules/cautious-report.ts';
import { FLOW_RULES } from '../rules/flow/index.ts';
import type { Part, Path } from '../source/document.ts';

/** Rules about graphs that have no meaning for Architect YAML, or that have a rule of their own for it. */
export const NODE_GRAPH_ONLY: ReadonlySet<string> = new Set([
  'missing-start',
  'multiple-starts',
  'missing-target',
  'unreachable-node',
  'dead-end',
  'duplicate-node',
  'unknown-node-type',
  'terminal-with-transition',
  'duplicate-choice',
  'choice-without-selector',
  'missing-no-input',
  'missing-no-match',
  'missing-failure-path',
  'missing-audio',
]);

/** Reads Architect YAML and runs every rule on it. Pictures show its overview, rules read its steps. */
export function checkArchitect(manifest: Manifest, written: Definition, report: Report): FlowGraph {
  const { definition, misspelt } = respell(written);
  const flow = readArchitect(definition);
  const sink = takes(flow) ? report : new CautiousReport(report);
  reportMisspelt(misspelt, written, sink);
  const steps = new Analysis(flow.steps);
  const subject = { manifest, definition, graph: flow.steps, analysis: steps };
  for (const rule of FLOW_RULES)
    if (!NODE_GRAPH_ONLY.has(rule.id) && !sink.isOff(rule.id)) rule.check(subject, sink);
  const variables = readVariables(flow.type.root, flow.value);
  const architect = { flow, definition, analysis: new Analysis(flow), steps, variables };
  for (const rule of ARCHITECT_RULES) if (!sink.isOff(rule.id)) rule.check(architect, sink);
  return overview(flow);
}

/** True for a flow that every rule can judge. A file with several roots has that fault whatever they are. */
function takes({ documented, roots }: ArchitectFlow): boolean {
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
  return [part, ...path].join('\0');
}
