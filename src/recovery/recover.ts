import type { Intent, IntentFlow } from '../audit/intent.ts';
import type { AuditRecord, RunFacts } from '../audit/record.ts';
import { who } from '../plan/decide.ts';
import { toRecovered } from '../publish/record.ts';
import type { ReleasePorts } from '../release/job.ts';
import { overwrittenBy } from '../release/overwritten.ts';
import { isOwnLock, letGo } from '../release/own-lock.ts';
import { NOTHING, rollBackTo, rollbackStatus } from '../release/roll-back-to.ts';
import { type Observed, observe, onlyPlaceholder } from './observe.ts';
import { recoverAtomic } from './recover-atomic.ts';
import { type Found, keepRestored, nameBack, rollBack, wentLive } from './roll-back.ts';

/**
 * Finds out what a run that broke off left behind, flow by flow; an atomic run ends all live or all rolled back. The job
 * that was registered for a flow is asked, and waited for. What went well is recorded; what was on its way back is put
 * back; a name or a placeholder that is left over is taken back. A version of somebody else is left to the plan, which sees a
 * conflict.
 */
export async function recover(
  intent: Intent,
  facts: RunFacts,
  ports: ReleasePorts & { readonly uuid: () => string },
  tell: (line: string) => void,
): Promise<AuditRecord[]> {
  // The commit and the actor are those of the run that published, not of the one that found it.
  const its = {
    ...facts,
    commit: intent.commit,
    actor: intent.actor,
    runId: intent.run_id,
    runUrl: intent.run_url,
    attempt: intent.attempt,
  };
  const records: AuditRecord[] = [];
  const keep = (flow: IntentFlow, found: Found) => {
    const line = `"${flow.flow_name}": ${found.detail}`;
    if (found.record?.status === 'rollback_failed') ports.log.warning(line);
    else ports.log.info(line);
    tell(`An earlier run (${intent.run_url}) had broken off. ${line}.`);
    if (found.record) records.push(toRecovered(flow, found.record, its, ports.uuid(), ports.clock.now()));
  };
  if (intent.atomic) for (const [flow, found] of await recoverAtomic(intent, ports)) keep(flow, found);
  else for (const flow of intent.flows) keep(flow, await endOf(await observe(flow, ports), ports));
  return records;
}

async function endOf(seen: Observed, ports: ReleasePorts): Promise<Found> {
  const { genesys } = ports;
  const { flow, job, live, fresh } = seen;
  if (flow.rollback) return requested(seen, ports);
  if (live && flow.target_version !== undefined)
    return rollBack({ ...seen, live }, flow.target_version, 'its publish had failed', ports);
  if (!live || !fresh) {
    const name = live ? (await nameBack(flow, live, ports)).detail : '';
    return { detail: `nothing was published (${flow.base_version ?? 'no version'} is still live)${name}` };
  }
  if (fresh.clientId !== genesys.clientId) {
    const name = await nameBack(flow, live, ports);
    return { detail: `version ${fresh.id} of somebody else is live${name.detail}` };
  }
  if (await onlyPlaceholder(seen, ports)) {
    const back = await rollBackTo(live, undefined, flow.key, ports);
    return { detail: `only its placeholder had gone live: ${back.detail}` };
  }
  if (job?.status !== 'success' && job?.status !== 'failure') {
    return { detail: `version ${fresh.id} is live, and no job of that run has made it` };
  }
  if (job.status === 'failure' && flow.rollback_on_fail === false)
    return {
      detail: `version ${fresh.id} is live although its job failed, and stays, as rollback_on_fail says`,
    };
  const { published } = await overwrittenBy(genesys, [flow.base_version ?? undefined], fresh, live.id);
  const target = published?.id ?? flow.base_version ?? NOTHING;
  if (job.status === 'failure')
    return rollBack({ ...seen, live }, target, 'its job had failed, and yet a new version was live', ports);
  if (published && flow.rollback_on_fail !== false) {
    const trigger = `it had covered version ${published.id}, published ${who(published)}`;
    return rollBack({ ...seen, live }, target, trigger, ports);
  }
  if (isOwnLock(live, ports)) await letGo(live.id, ports);
  return wentLive(seen);
}

/** Finishes a rollback that somebody had asked for. */
async function requested(seen: Observed, ports: ReleasePorts): Promise<Found> {
  const { flow, live, fresh } = seen;
  const version = live?.published;
  const ours = fresh?.clientId === ports.genesys.clientId;
  const success = (detail: string): Found => ({
    detail,
    record: { flowId: live?.id ?? '', version: version?.id ?? null, status: 'success', trigger: null },
  });
  if (version && version.id === flow.target_version) return success(`version ${version.id} is live again`);
  if (!live || (fresh && !ours))
    return { detail: `version ${version?.id ?? 'none'} is live, which is somebody else's` };
  // It was asked for because something is wrong with what is live.
  const back = fresh
    ? await keepRestored(flow, live, fresh, ports)
    : await rollBackTo(live, flow.target_version, flow.key, ports);
  return {
    detail: back.detail,
    record: {
      flowId: live.id,
      version: back.version ?? null,
      status: rollbackStatus(back, 'success'),
      trigger: null,
    },
  };
}
