import { IntentLost } from '../audit/intent-holder.ts';
import { errorMessage } from '../errors.ts';
import { act } from '../release/act.ts';
import { assess, assessFailedAtomic } from '../release/assess.ts';
import { liveOf, NOTHING, type Observation } from '../release/observation.ts';
import type { ReleasePorts } from '../release/ports.ts';
import { Interrupted } from '../release/roll-back-to.ts';
import type { Outcome } from './outcome.ts';

/**
 * Rolls back everything that an atomic run published, the last first, because another flow of it failed. A version that
 * another user published meanwhile is left alone. Says of each flow what is live now.
 */
export async function rollBackAll(
  outcomes: readonly Outcome[],
  why: string,
  ports: ReleasePorts,
): Promise<Outcome[]> {
  const ended = [...outcomes];
  const lost = await noteRollback(outcomes, why, ports);
  for (let at = ended.length - 1; at >= 0; at--) {
    const outcome = ended[at];
    if (!outcome || !isRolledBack(outcome)) continue;
    ended[at] = lost
      ? { ...outcome, status: 'pending', detail: lost.message }
      : await rollBack(outcome, why, ports);
  }
  return ended;
}

function isRolledBack({ status, planned }: Outcome): boolean {
  return status === 'success' && planned.action !== 'adopt';
}

/** Writes down first that all are rolled back, and to which versions. Returns the error where another run recovers already. */
async function noteRollback(
  outcomes: readonly Outcome[],
  why: string,
  { journal, log }: ReleasePorts,
): Promise<IntentLost | undefined> {
  const targets = outcomes
    .filter(isRolledBack)
    .map(({ planned, versionBefore }) => [planned.publishable.key, versionBefore ?? NOTHING] as const);
  if (targets.length === 0 && outcomes.every(({ status }) => status !== 'pending')) return undefined;
  try {
    await journal.noteRollback(why, new Map(targets));
  } catch (error) {
    if (error instanceof IntentLost) return error;
    // Callers hear what is live now, so the rollback counts for more than that it is written down.
    log.warning(`The rollback could not be written down before it began: ${errorMessage(error)}`);
  }
  return undefined;
}

async function rollBack(outcome: Outcome, why: string, ports: ReleasePorts): Promise<Outcome> {
  const { planned, flowId, versionBefore, versionAfter } = outcome;
  const { key, graph } = planned.publishable;
  try {
    const live = await ports.genesys.flowById(flowId);
    const isSame = live?.published?.id === versionAfter;
    const own = liveOf(
      live,
      { base: versionBefore, target: undefined, restoring: false },
      ports.genesys.clientId,
    );
    const seen: Observation = {
      purpose: 'publish',
      job: 'success',
      live: !live ? 'missing' : isSame ? own : 'theirs',
      version: live?.published,
      base: versionBefore,
      target: undefined,
      whole: true,
      placeholder: false,
      overwritten: undefined,
      hasEnded: true,
      rollsBack: true,
      overwrite: false,
      doubt: undefined,
    };
    const found = assessFailedAtomic(assess(seen), seen);
    const from = planned.action === 'rename' ? planned.live?.name : undefined;
    const rename = from === undefined ? undefined : { from, to: graph.name };
    const subject = { key, live, rename, base: versionBefore, requested: false, why };
    const end = await act(found, subject, ports);
    // A flow that is gone was published, and cannot be rolled back.
    const status = found.is === 'unchanged' ? 'rollback_failed' : end.status;
    return { ...outcome, status, detail: end.detail, versionAfter: end.version, rollbackTrigger: why };
  } catch (error) {
    if (error instanceof Interrupted) return { ...outcome, status: 'pending', detail: error.message };
    const detail = `${why}; ${errorMessage(error)}; it could not be rolled back`;
    return { ...outcome, status: 'rollback_failed', detail, rollbackTrigger: why };
  }
}
