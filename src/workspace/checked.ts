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
  /** How many findings a comment or the configuration suppresses. */
  readonly suppressed: number;
  /** How many findings the baseline has. */
  readonly inBaseline: number;
}
