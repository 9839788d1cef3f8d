import type { ChangedFlows } from '../changes/changed-flows.ts';
import { scopeOf } from '../changes/scope-of-run.ts';
import { ActionError } from '../errors.ts';
import type { Run } from '../task.ts';
import { stoppedResult, type ValidateInputs } from './checked-result.ts';
import type { ModeResult } from './result.ts';

/**
 * Runs a mode about flows; `body` gets the flows that it is about. An `ActionError` that stops it becomes the problem of a
 * result that has the findings of all flows, so that one wrong setting does not hide them.
 */
export async function withFindings(
  mode: 'validate' | 'plan' | 'publish' | 'gather',
  run: Run<ValidateInputs>,
  body: (scope: ChangedFlows) => ModeResult | Promise<ModeResult>,
): Promise<ModeResult> {
  let scope: ChangedFlows = { flows: run.workspace.flows, findings: [], gone: [], notice: undefined };
  try {
    if (mode === 'validate' || mode === 'plan') {
      scope = await scopeOf(mode, run);
      if (run.inputs.onlyNew) scope = await (await import('../changes/only-new.ts')).onlyNew(scope, run);
    }
    if (run.stop) return stoppedResult(mode, run, scope, run.stop);
    return await body(scope);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return stoppedResult(mode, run, scope, run.stop ?? error);
  }
}
