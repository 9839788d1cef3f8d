import type { RecordStatus } from '../audit/record.ts';
import type { Finding } from '../findings/finding.ts';
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
  /** Why the flow was rolled back. */
  readonly rollbackTrigger: string | undefined;
  /** What is reported about it, beside the findings of the plan. */
  readonly findings: readonly Finding[];
}

/** The outcome of a flow whose release was not begun, or ended before anything of it went live. */
export function notReleased(
  planned: PlannedFlow,
  end: Pick<Outcome, 'status' | 'detail'> & Partial<Outcome>,
): Outcome {
  const version = planned.live?.published?.id;
  return {
    planned,
    flowId: planned.live?.id ?? '',
    versionBefore: version,
    versionAfter: version,
    latencyMs: undefined,
    jobMs: undefined,
    rollbackTrigger: undefined,
    findings: [],
    ...end,
  };
}
