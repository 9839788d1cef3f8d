import type { Severity } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { Definition } from '../flow/definition.ts';
import type { FlowGraph } from '../flow/graph.ts';
import type { Manifest } from '../manifest/manifest.ts';

/** What is known of a rule without running it. */
export interface RuleMeta {
  readonly id: string;
  readonly severity: Severity;
  readonly category: 'manifest' | 'flow' | 'architect' | 'org';
  /** What the rule finds, in one line. */
  readonly summary: string;
  /** Findings without which nothing can be published cannot be switched off. */
  readonly fixed?: true;
}

/** One flow as rules see it. */
export interface Subject {
  readonly manifest: Manifest;
  readonly definition: Definition;
  readonly graph: FlowGraph;
  readonly analysis: Analysis;
}

/** A rule about one flow: reports every fault that it finds. */
export interface Rule extends RuleMeta {
  check(subject: Subject, report: Report): void;
}
