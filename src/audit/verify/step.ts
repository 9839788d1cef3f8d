import { createHash } from 'node:crypto';
import type { BranchCommit, FileChange } from '../../git/history.ts';
import type { LogRecord } from '../published-state.ts';

/** Something on the audit branch that this action did not write, or that is missing. */
export interface LogFault {
  readonly commit: string;
  /** Empty for a fault of the commit itself. */
  readonly path: string;
  readonly message: string;
}

/** A file that a commit changed, in one environment. */
export interface Change extends FileChange {
  readonly environment: string;
  /** Undefined for a removed file, and for one that was left out or is too large. */
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
  readonly fault: (path: string, message: string) => void;
}

/** How far the clocks of a runner and of GitHub may differ, in ms. */
export const SKEW_MS = 5 * 60_000;

/** The id that git gives a text, or the pieces of one, in a repository whose ids are as long as `like`. */
export function blobId(text: string | readonly string[], like: string): string {
  const pieces = typeof text === 'string' ? [text] : text;
  const size = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
  const hash = createHash(like.length === 64 ? 'sha256' : 'sha1').update(`blob ${size}\0`);
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}
