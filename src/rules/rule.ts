import type { Collector } from '../findings/collector.ts';
import type { Sink } from '../findings/draft.ts';
import type { Format, RuleMeta } from '../findings/rule-meta.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { Definition } from '../flow/definition.ts';
import type { FlowGraph } from '../flow/graph.ts';
import type { Manifest } from '../manifest/manifest.ts';

/** A rule about one flow: its metadata, and the check, which reports every finding to the sink. */
export interface Rule<Subject> extends RuleMeta {
  /**
   * What the rule does in Architect YAML of a type that is not documented: its findings stay as they are, or are warnings.
   * Absent: it does not run there, because it has to know how such a flow runs.
   */
  readonly undocumentedTypes?: 'full' | 'warning';
  check(subject: Subject, report: Sink): void;
}

/** One flow as a graph, of either format. */
export interface FlowSubject {
  readonly manifest: Manifest;
  readonly definition: Definition;
  readonly graph: FlowGraph;
  readonly analysis: Analysis;
}

/** A rule about the graph of a flow. */
export type FlowRule = Rule<FlowSubject>;

/** The flow that rules are run on. */
export interface RunOptions {
  readonly format: Format;
  /** False for Architect YAML of a type whose way of running is not documented. */
  readonly documented: boolean;
}

/** Runs the rules that apply to a flow and are not switched off. */
export function runRules<Subject>(
  rules: readonly Rule<Subject>[],
  subject: Subject,
  collector: Collector,
  { format, documented }: RunOptions,
): void {
  for (const rule of rules) {
    if (!rule.appliesTo.includes(format) || collector.isOff(rule)) continue;
    if (!documented && rule.undocumentedTypes === undefined) continue;
    const asWarning = !documented && rule.undocumentedTypes === 'warning';
    rule.check(subject, (draft) =>
      collector.add(rule, asWarning ? { ...draft, severity: 'warning' } : draft),
    );
  }
}
