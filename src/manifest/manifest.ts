import type { Severities } from '../findings/draft.ts';
import { type Definition } from '../flow/definition.ts';
import type { SourceDocument } from '../source/document.ts';
import type { Layered, Place } from '../source/layers.ts';
import type { Region } from './region.ts';

/** The release version of a flow; further keys are carried along verbatim. */
export interface VersionMatrix {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly [key: string]: unknown;
}

/** A deployment manifest, overlays merged and defaults applied. */
export interface Manifest {
  /** Path from the workspace root. */
  readonly file: string;
  readonly document: SourceDocument;
  /** The merged settings, which know what file each came from. */
  readonly settings: Layered;
  /** Empty: the flow is found by name and type. */
  readonly flowId: string;
  readonly region: Region | undefined;
  readonly version: VersionMatrix | undefined;
  readonly rollbackOnFail: boolean;
  readonly maxNodeCount: number | undefined;
  readonly allowCircular: boolean | undefined;
  readonly mediaRegistry: Readonly<Record<string, boolean>> | undefined;
  readonly severities: Severities;
  readonly substitutions: Readonly<Record<string, string>>;
  /** Paths from the workspace root, as far as they could be resolved. */
  readonly dependsOn: readonly { readonly path: string; readonly place: Place }[];
  /** Every file that the manifest is made of, itself included. */
  readonly files: readonly string[];
  readonly definition: Definition | undefined;
}
