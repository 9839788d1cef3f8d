import type { FlowResult } from './result.ts';
import { STATUSES } from './status.ts';

/** Whether a flow counts for the output `failed`. */
export function isFailed({ status }: FlowResult): boolean {
  return STATUSES[status].counts === 'failed';
}

/** Which flows are shown first where not all can be: 0 failed, 1 something happened, 2 nothing to say. */
export function flowRank({ status }: FlowResult): number {
  return { failed: 0, done: 1, quiet: 2 }[STATUSES[status].counts];
}
