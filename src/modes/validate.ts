import { checkedResult, type ValidateInputs } from '../report/checked-result.ts';
import type { ModeResult } from '../report/result.ts';
import { withFindings } from '../report/with-findings.ts';
import type { Run } from '../task.ts';
import { requireFlows } from '../workspace/workspace.ts';
import { withEarlierVersions } from './earlier.ts';

/** Checks the changed flows, or all of them. Needs no secret; with `changed-only: false` nothing is sent anywhere. */
export function validate(run: Run<ValidateInputs>): Promise<ModeResult> {
  return withFindings('validate', run, (scope) => {
    requireFlows(run.workspace);
    return withEarlierVersions(checkedResult(run, scope), run, scope);
  });
}
