import type { Finding } from '../findings/finding.ts';
import type { Checked } from '../workspace/checked.ts';
import type { CommitFiles } from './merge-base.ts';

/** The findings of a workspace, compared with those before the change. */
export interface BaseComparison {
  /** The commit that the change started from. */
  readonly base: CommitFiles;
  /** All flows of the workspace, with the findings that are new. */
  readonly flows: readonly Checked[];
  /** The new findings of the configuration. */
  readonly config: readonly Finding[];
  /** The findings of the configuration and of the flows that the run is about that the base has as well. */
  readonly inBase: readonly Finding[];
}
