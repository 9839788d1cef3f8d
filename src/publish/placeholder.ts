import type { OrgFlow } from '../genesys/port.ts';
import { act } from '../release/act.ts';
import { assess } from '../release/assess.ts';
import { liveOf } from '../release/observation.ts';
import type { ReleasePorts } from '../release/ports.ts';
import { Interrupted } from '../release/roll-back-to.ts';
import type { Outcome } from './outcome.ts';

/** Takes a placeholder out of service whose flow did not go live; an end that is not known is left to the next run. */
export async function removePlaceholder(
  outcome: Outcome,
  placeholder: OrgFlow,
  ports: ReleasePorts,
): Promise<Outcome> {
  if (outcome.status === 'success' || outcome.status === 'pending') return outcome;
  const { genesys } = ports;
  const live = await genesys.flowById(placeholder.id).catch(() => undefined);
  const isSame = live?.published?.id === placeholder.published?.id;
  const found = assess({
    purpose: 'publish',
    job: 'success',
    live: isSame
      ? liveOf(live, { base: undefined, target: undefined, restoring: false }, genesys.clientId)
      : 'theirs',
    version: live?.published,
    base: undefined,
    target: undefined,
    whole: true,
    placeholder: isSame,
    overwritten: undefined,
    hasEnded: true,
    rollsBack: true,
    overwrite: false,
    doubt: undefined,
  });
  if (found.is !== 'placeholder') return outcome;
  const subject = {
    key: outcome.planned.publishable.key,
    live: placeholder,
    rename: undefined,
    base: undefined,
    requested: false,
    why: `${outcome.detail}; only its placeholder is live`,
  };
  try {
    const end = await act(found, subject, ports);
    const kept = outcome.status === 'skipped' || end.status !== 'rollback_failed';
    return {
      ...outcome,
      status: kept ? outcome.status : 'rollback_failed',
      flowId: placeholder.id,
      detail: end.detail,
      versionAfter: end.version,
    };
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    return { ...outcome, status: 'pending', detail: error.message };
  }
}
