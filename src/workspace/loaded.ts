import type { Collector } from '../findings/collector.ts';
import type { FlowGraph } from '../flow/graph.ts';
import type { Manifest } from '../manifest/manifest.ts';

/** A manifest as far as it could be read, while its findings are still collected. */
export interface LoadedManifest {
  readonly manifest: Manifest;
  readonly collector: Collector;
  /** A text of `target_region` that is read as a region although it is none; no finding, since its meaning is clear. */
  readonly regionNotice?: string | undefined;
}

/** A manifest with the graph of its flow, if there is one. */
export interface LoadedFlow extends LoadedManifest {
  readonly graph: FlowGraph | undefined;
}
