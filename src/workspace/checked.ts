import type { FlowGraph } from '../flow/graph.ts';
import type { LoadedManifest } from '../manifest/loaded.ts';

/** A manifest with the graph of its flow, if there is one. */
export interface Checked extends LoadedManifest {
  readonly graph: FlowGraph | undefined;
}
