import type { Severities } from '../rules/report.ts';
import type { Part, Path, SourceDocument } from '../source/document.ts';
import type { Layered, Place } from '../source/layers.ts';
import type { Region } from './region.ts';

/** The release version of a flow; further keys are carried along verbatim. */
export interface VersionMatrix {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly [key: string]: unknown;
}

/** The flow source of a manifest: plain data, with the way back to the file that it stands in. */
export interface Definition {
  readonly kind: 'node-graph' | 'architect';
  /** The file that it was read from. */
  readonly document: SourceDocument;
  readonly value: unknown;
  /** For Architect YAML the text that is uploaded, tokens replaced. */
  readonly text: string | undefined;
  /** Files that references of the form `file.yaml#/path` lead into; undefined where there is none. */
  readonly externals?: Externals | undefined;
  locate(path: Path, part?: Part): Place;
}

/** Looks into the other files of a flow. */
export interface Externals {
  /** The place that `file.yaml#/path` means in that file; undefined for a file that could not be read. */
  resolve(reference: string): { readonly path: Path; readonly complete: boolean } | undefined;
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
