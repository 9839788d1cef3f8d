import { Analysis } from '../flow/analysis.ts';
import { type ArchitectFlow, readArchitect } from '../flow/architect.ts';
import { readVariables } from '../flow/architect-variables.ts';
import type { Definition, Manifest } from '../manifest/manifest.ts';
import { ARCHITECT_RULES } from './architect/index.ts';
import { FLOW_RULES } from './flow/index.ts';
import type { Report } from './report.ts';

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
export function checkArchitect(manifest: Manifest, definition: Definition, report: Report): ArchitectFlow {
  const flow = readArchitect(definition);
  const steps = new Analysis(flow.steps);
  const subject = { manifest, definition, graph: flow.steps, analysis: steps };
  for (const rule of FLOW_RULES)
    if (!NODE_GRAPH_ONLY.has(rule.id) && !report.isOff(rule.id)) rule.check(subject, report);
  const variables = readVariables(flow.type.root, flow.value);
  const architect = { flow, definition, analysis: new Analysis(flow), steps, variables };
  for (const rule of ARCHITECT_RULES) if (!report.isOff(rule.id)) rule.check(architect, report);
  return flow;
}
