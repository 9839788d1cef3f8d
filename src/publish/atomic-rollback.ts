import { IntentLost } from '../audit/intent-lock.ts';
import { errorMessage } from '../errors.ts';
import type { ReleasePorts } from '../release/job.ts';
import { giveNameBack } from '../release/rename.ts';
import { Interrupted, NOTHING, rollBackTo, rollbackStatus } from '../release/roll-back-to.ts';
import type { Outcome } from './outcome.ts';

/**
 * Puts back everything that an atomic run published, the last first, because another flow of it failed. A version that
 * somebody published in the meantime is left alone. Says of each flow what is live now.
 */
export async function rollBackAll(
  outcomes: readonly Outcome[],
  trigger: string,
  ports: ReleasePorts,
): Promise<Outcome[]> {
  const ended = [...outcomes];
  const lost = await noteRollback(outcomes, trigger, ports);
  for (let at = ended.length - 1; at >= 0; at--) {
    const outcome = ended[at];
    if (!outcome || !goesBack(outcome)) continue;
    ended[at] = lost
      ? { ...outcome, status: 'pending', detail: lost.message }
      : await undo(outcome, trigger, ports);
  }
  return ended;
}

function goesBack({ status, planned }: Outcome): boolean {
  return status === 'success' && planned.action !== 'adopt';
}

/** Writes down first that all goes back, and where to. Returns the error where another run has already seen to it. */
async function noteRollback(
  outcomes: readonly Outcome[],
  trigger: string,
  { journal, log }: ReleasePorts,
): Promise<IntentLost | undefined> {
  const targets = outcomes
    .filter(goesBack)
    .map(({ planned, versionBefore }) => [planned.publishable.key, versionBefore ?? NOTHING] as const);
  if (targets.length === 0 && outcomes.every(({ status }) => status !== 'pending')) return undefined;
  try {
    await journal.noteRollback(trigger, new Map(targets));
  } catch (error) {
    if (error instanceof IntentLost) return error;
    // Callers hear what is live now, so the rollback counts for more than that it is written down.
    log.warning(`The rollback could not be written down before it began: ${errorMessage(error)}`);
  }
  return undefined;
}

async function undo(outcome: Outcome, trigger: string, ports: ReleasePorts): Promise<Outcome> {
  const { planned, flowId, versionBefore, versionAfter } = outcome;
  const ends = (status: Outcome['status'], detail: string, version: string | undefined): Outcome => ({
    ...outcome,
    status,
    detail: `${trigger}; ${detail}`,
    versionAfter: version,
    rollbackTrigger: trigger,
  });
  try {
    const live = await ports.genesys.flowById(flowId);
    if (!live) return ends('rollback_failed', 'the flow is gone, so nothing could be put back', undefined);
    const version = live.published?.id;
    if (version !== versionAfter)
      return ends(
        'conflict',
        `version ${version ?? 'none'} of somebody else is live and was left alone`,
        version,
      );
    const renamed = planned.action === 'rename' ? planned.live?.name : undefined;
    const left = renamed === undefined ? undefined : await giveNameBack(flowId, renamed, ports);
    const back = await rollBackTo(live, versionBefore, planned.publishable.key, ports);
    const done = back.done && left === undefined;
    return ends(
      rollbackStatus({ ...back, done }),
      `${back.detail}${left === undefined ? '' : `; ${left}`}`,
      back.version,
    );
  } catch (error) {
    if (error instanceof Interrupted) return { ...outcome, status: 'pending', detail: error.message };
    return ends('rollback_failed', `${errorMessage(error)}; it could not be put back`, versionAfter);
  }
}
