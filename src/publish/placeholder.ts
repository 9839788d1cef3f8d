import type { OrgFlow } from '../genesys/port.ts';
import type { ReleasePorts } from '../release/job.ts';
import { Interrupted, rollBackTo } from '../release/roll-back-to.ts';
import type { Outcome } from './outcome.ts';

/** Takes a placeholder out of service whose flow did not go live, and says so; an end that is not known is left to the next run. */
export async function removePlaceholder(
  outcome: Outcome,
  placeholder: OrgFlow,
  ports: ReleasePorts,
): Promise<Outcome> {
  if (outcome.status === 'success' || outcome.status === 'pending') return outcome;
  const live = await ports.genesys.flowById(placeholder.id).catch(() => undefined);
  if (live?.published?.id !== placeholder.published?.id) return outcome;
  const back = await rollBackTo(placeholder, undefined, outcome.planned.publishable.key, ports).catch(
    (error: unknown) => {
      if (error instanceof Interrupted) return error;
      throw error;
    },
  );
  if (back instanceof Interrupted) return { ...outcome, status: 'pending', detail: back.message };
  const status = outcome.status === 'skipped' || back.done ? outcome.status : 'rollback_failed';
  return {
    ...outcome,
    status,
    flowId: placeholder.id,
    detail: `${outcome.detail}; its placeholder: ${back.detail}`,
    versionAfter: back.version,
  };
}
