import type { AcceptedFinding } from '../findings/accepted-finding.ts';
import type { Finding } from '../findings/finding.ts';
import type { FlowGraph } from '../flow/graph.ts';
import type { Manifest } from '../manifest/manifest.ts';

/** A flow that was read and checked. */
export interface Checked {
  readonly manifest: Manifest;
  /** Undefined where the flow could not be read. */
  readonly graph: FlowGraph | undefined;
  /** The findings of loading and checking, without those that are suppressed or in the baseline. */
  readonly findings: readonly Finding[];
  /** Findings that the base of a change has as well, where only new ones are among `findings`. */
  readonly inBase?: readonly Finding[];
  /** Findings that a comment, the configuration or the baseline accepts. */
  readonly accepted: readonly AcceptedFinding[];
}
