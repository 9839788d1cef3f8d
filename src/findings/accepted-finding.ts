import type { Finding } from './finding.ts';

/** A finding that the team accepted, so that it is neither reported nor fails a run. */
export interface AcceptedFinding {
  readonly finding: Finding;
  /** Where that is written: a comment in the flow, the configuration file, or the baseline. */
  readonly by: 'comment' | 'configuration' | 'baseline';
  /** Why, as the team wrote it. */
  readonly reason: string;
}
