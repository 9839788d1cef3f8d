import type { RecordStatus } from '../audit/record.ts';
import type { PlannedFlow } from '../plan/plan.ts';

/** How the publish of one flow ended. */
export interface Outcome {
  readonly planned: PlannedFlow;
  /** `skipped`: not begun, because of a flow that it depends on, or because time was up. */
  readonly status: RecordStatus | 'skipped';
  /** One line for people: what happened, and what is live now. */
  readonly detail: string;
  readonly flowId: string;
  readonly versionBefore: string | undefined;
  /** The version that is live now, as far as it is known. */
  readonly versionAfter: string | undefined;
  readonly latencyMs: number | undefined;
  /** How long the platform's job took, where it was seen to end. */
  readonly jobMs: number | undefined;
  readonly rollbackTrigger: string | undefined;
}
