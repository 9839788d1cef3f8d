/** Where something stands in a parsed file: keys and indexes from the root. */
export type Path = readonly (string | number)[];

/** Some characters of the text that a value is (UTF-16 code units; `to` is exclusive). */
export interface Characters {
  readonly from: number;
  readonly to: number;
}

/** Which part of an entry is meant: its key, its value, or some characters of a value that is a text. */
export type Part = 'key' | 'value' | Characters;

/** Offsets (UTF-16 code units) into the text as the author wrote it; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Something that keeps a file from being read as it stands, and where. */
export interface SyntaxProblem {
  readonly message: string;
  readonly hint: string;
  readonly span: Span;
}

/** A file that was read: plain data, its faults, and the way back from data to text. */
export interface SourceDocument {
  readonly file: string;
  /** The text as the author wrote it, a byte order mark included. */
  readonly text: string;
  readonly value: unknown;
  readonly faults: readonly SyntaxProblem[];
  /** The span of the entry at `path`, or of the nearest ancestor that exists. */
  span(path: Path, part?: Part): Span;
  /** Lets go of everything but the text; what is asked for later is read anew. */
  release?(): void;
}

/** What a document says that could be read as it stands. */
export const READABLE: Pick<SourceDocument, 'faults'> = { faults: [] };

/** Nesting that a file may have; the deepest flow known from the field has 55 levels. */
export const MAX_DEPTH = 200;

/** Size of one file in bytes; Architect's own limit for a flow is about 6 MB. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
