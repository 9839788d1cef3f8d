import type { Part, Path, SourceDocument } from '../source/document.ts';
import type { Place } from '../source/layers.ts';

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
