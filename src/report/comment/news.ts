import { gateChanged } from '../../rules/manifest.ts';
import type { FlowResult, RunResult } from '../result.ts';
import { STATUSES } from '../status.ts';

/** When a comment is written: never, where there are findings, where a flow changes, or always. A failed run counts as both. */
export type CommentPolicy = 'off' | 'on-findings' | 'changes' | 'always';

/** Whether a run has what a comment is to be created for. */
export function isNews(policy: CommentPolicy, result: RunResult): boolean {
  if (policy === 'off') return false;
  if (policy === 'always' || result.result === 'failure') return true;
  if (policy === 'on-findings') return result.findings.length > 0;
  return (
    result.flows.some(isChange) ||
    result.gone.length > 0 ||
    result.findings.some(({ rule }) => rule === gateChanged.id)
  );
}

/** What a comment that was written before begins with when there is no news any more. */
export function noNews(policy: CommentPolicy): string {
  return policy === 'changes'
    ? 'This pull request no longer changes a call flow.'
    : 'The findings of the earlier run are gone.';
}

function isChange({ changes = [], status }: FlowResult): boolean {
  return changes.length > 0 || STATUSES[status].counts === 'done';
}
