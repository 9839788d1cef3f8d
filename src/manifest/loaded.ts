import type { Collector } from '../findings/collector.ts';
import type { Manifest } from './manifest.ts';

/** A manifest as far as it could be read, with everything that is wrong with it. */
export interface LoadedManifest {
  readonly manifest: Manifest;
  readonly report: Collector;
  /** A text of `target_region` that is read as a region although it is none; no finding, since its meaning is clear. */
  readonly regionNotice?: string | undefined;
}
