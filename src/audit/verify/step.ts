import { createHash } from 'node:crypto';
import type { BranchCommit, FileChange } from '../../git/history.ts';
import type { LogRecord } from '../published-state.ts';

/** Something on the audit branch that this action did not write, or something that is missing there. */
export interface LogFinding {
  readonly commit: string;
  /** Empty for a finding about the commit itself. */
  readonly path: string;
  readonly message: string;
}

/** A file that a commit changed, in one environment. */
export interface Change extends FileChange {
  readonly environment: string;
  /** Undefined for a removed file, a file whose text is not needed, and one that is too large. */
  readonly text: string | undefined;
}

/** One commit of the audit branch while it is checked. */
export interface Step {
  readonly commit: BranchCommit;
  /** Records that the commit adds and that can be read, with their paths. */
  readonly records: readonly (readonly [path: string, record: LogRecord])[];
  readonly states: readonly Change[];
  readonly intents: readonly Change[];
  readonly snapshots: readonly Change[];
  readonly report: (path: string, message: string) => void;
}

/** How far the clocks of a runner and of GitHub may differ, in ms. */
export const SKEW_MS = 5 * 60_000;

/** The git blob id of a text, or of its pieces joined. SHA-256 if `like` has 64 characters, else SHA-1. */
export function blobId(text: string | readonly string[], like: string): string {
  const pieces = typeof text === 'string' ? [text] : text;
  const size = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
  const hash = createHash(like.length === 64 ? 'sha256' : 'sha1').update(`blob ${size}\0`);
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}
