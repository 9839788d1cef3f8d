import { errorMessage } from '../errors.ts';
import type { ReleasePorts } from './job.ts';
import type { Outcome } from './outcome.ts';
import { backStatus, Interrupted, putBack } from './put-back.ts';

/**
 * Puts back everything that an atomic run published, the last first, because another flow of it failed. A version that
 * somebody published in the meantime is left alone. Says of each flow what is live now.
 */
export async function undoAll(
  outcomes: readonly Outcome[],
  trigger: string,
  ports: ReleasePorts,
): Promise<Outcome[]> {
  const ended = [...outcomes];
  for (let at = ended.length - 1; at >= 0; at--) {
    const outcome = ended[at];
    if (outcome?.status === 'success' && outcome.planned.intention !== 'adopt')
      ended[at] = await undo(outcome, trigger, ports);
  }
  return ended;
}

async function undo(outcome: Outcome, trigger: string, ports: ReleasePorts): Promise<Outcome> {
  const stays = (detail: string, version: string | undefined): Outcome => ({
    ...outcome,
    status: 'rollback_failed',
    detail: `${trigger}; ${detail}`,
    versionAfter: version,
    rollbackTrigger: trigger,
  });
  try {
    const live = await ports.genesys.flowById(outcome.flowId);
    if (!live) return stays('the flow is gone, so nothing could be put back', undefined);
    if (live.published?.id !== outcome.versionAfter) {
      return stays(
        `version ${live.published?.id ?? 'none'} of somebody else is live and was left alone`,
        live.published?.id,
      );
    }
    const back = await putBack(live, outcome.versionBefore, outcome.planned.candidate.key, ports);
    return {
      ...outcome,
      status: backStatus(back),
      detail: `${trigger}; ${back.detail}`,
      versionAfter: back.version,
      rollbackTrigger: trigger,
    };
  } catch (error) {
    if (error instanceof Interrupted) return { ...outcome, status: 'pending', detail: error.message };
    return stays(`${errorMessage(error)}; it could not be put back`, outcome.versionAfter);
  }
}
