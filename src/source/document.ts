/** The path of a value in a parsed file: keys and indexes from the root. */
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

/** Why a file cannot be read, and the place in it. */
export interface SyntaxProblem {
  readonly message: string;
  readonly hint: string;
  readonly span: Span;
}

/** A file that was read: plain data, its errors, and the places of the data in the text. */
export interface SourceDocument {
  readonly file: string;
  /** The text as the author wrote it, a byte order mark included. */
  readonly text: string;
  readonly value: unknown;
  readonly errors: readonly SyntaxProblem[];
  /** The span of the entry at `path`, or of the nearest ancestor that exists. */
  span(path: Path, part?: Part): Span;
  /** Frees everything but the text; later accesses read it again. */
  release?(): void;
}

/** A document without errors. */
export const READABLE: Pick<SourceDocument, 'errors'> = { errors: [] };

/** The deepest nesting of a file; the deepest known real flow has 55 levels. */
export const MAX_DEPTH = 200;

/** Size of one file in bytes; Architect's own limit for a flow is about 6 MB. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
