import type { Part, Path, SourceDocument } from '../source/document.ts';
import type { Place } from '../source/layers.ts';

/** The flow of a manifest as plain data, with the places of its values in the file. */
export interface Definition {
  readonly kind: 'node-graph' | 'architect';
  /** The file that it was read from. */
  readonly document: SourceDocument;
  readonly value: unknown;
  /** For Architect YAML: the text to upload, with tokens replaced. */
  readonly text: string | undefined;
  /** For a node graph: the text that spells every value of it; undefined where some come from elsewhere. */
  readonly spelling?: string | undefined;
  /** Files that references of the form `file.yaml#/path` name; undefined if there are none. */
  readonly externals?: Externals | undefined;
  locate(path: Path, part?: Part): Place;
}

/** Resolves references to other files of a flow. */
export interface Externals {
  /** The place that `file.yaml#/path` means in that file; undefined for a file that could not be read. */
  resolve(reference: string): { readonly path: Path; readonly complete: boolean } | undefined;
}
