import type { FlowResult } from './result.ts';

const FAILED: ReadonlySet<FlowResult['status']> = new Set([
  'failure',
  'conflict',
  'rolled_back',
  'rollback_failed',
  'pending',
  'blocked',
  'invalid',
  'skipped',
]);
const QUIET: ReadonlySet<FlowResult['status']> = new Set(['valid', 'unchanged', 'superseded']);

/** Whether a flow counts for the output `failed`. */
export function isFailed({ status }: FlowResult): boolean {
  return FAILED.has(status);
}

/** Which flows are shown first where not all can be: 0 failed, 1 something happened, 2 nothing to say. */
export function flowRank(flow: FlowResult): number {
  if (isFailed(flow)) return 0;
  return QUIET.has(flow.status) ? 2 : 1;
}
