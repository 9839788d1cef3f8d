import type { OrgFlow } from '../genesys/port.ts';
import type { ReleasePorts } from './job.ts';
import type { Outcome } from './outcome.ts';
import { Interrupted, putBack } from './put-back.ts';

/** Takes a stub out of service whose flow did not go live, and says so; an end that is not known is left to the next run. */
export async function dropStub(outcome: Outcome, stub: OrgFlow, ports: ReleasePorts): Promise<Outcome> {
  if (outcome.status === 'success' || outcome.status === 'pending') return outcome;
  const live = await ports.genesys.flowById(stub.id).catch(() => undefined);
  if (live?.published?.id !== stub.published?.id) return outcome;
  const back = await putBack(stub, undefined, outcome.planned.candidate.key, ports).catch(
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
    flowId: stub.id,
    detail: `${outcome.detail}; its stub: ${back.detail}`,
    versionAfter: back.version,
  };
}
