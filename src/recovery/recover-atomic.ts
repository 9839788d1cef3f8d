import type { Intent, IntentFlow } from '../audit/intent.ts';
import { IntentLost } from '../audit/intent-lock.ts';
import { errorMessage } from '../errors.ts';
import type { ReleasePorts } from '../release/job.ts';
import { overwrittenBy } from '../release/overwritten.ts';
import { isOwnLock, letGo } from '../release/own-lock.ts';
import { NOTHING } from '../release/roll-back-to.ts';
import { type Observed, observe, onlyPlaceholder } from './observe.ts';
import { type Found, nameBack, rollBack, wentLive } from './roll-back.ts';

/** A flow of an atomic run, and what a rollback of the run does about it. */
interface Assessed extends Observed {
  /** It went live as the run meant it to. */
  readonly good: boolean;
  /** The version that it goes back to; undefined where nothing of the run is live. */
  readonly target: string | undefined;
}

/**
 * Ends an atomic run as it would have ended undisturbed: where every flow went live all are recorded, else each goes back to
 * what was live before, the last first. A rollback that had begun is finished, whatever the jobs came to.
 */
export async function recoverAtomic(
  intent: Intent,
  ports: ReleasePorts,
): Promise<(readonly [IntentFlow, Found])[]> {
  const seen: Assessed[] = [];
  for (const flow of intent.flows) seen.push(await assess(await observe(flow, ports), ports));
  const failed = seen.find(({ good }) => !good);
  if (intent.rolling_back === undefined && !failed) {
    const ends: (readonly [IntentFlow, Found])[] = [];
    for (const each of seen) ends.push([each.flow, await settle(each, ports)]);
    return ends;
  }
  const trigger =
    intent.rolling_back ?? `"${failed?.flow.flow_name}" did not go live, and this run is atomic`;
  await noteRollback(seen, trigger, ports);
  const ends: (readonly [IntentFlow, Found])[] = [];
  for (const each of seen.toReversed()) ends.push([each.flow, await undo(each, trigger, ports)]);
  return ends;
}

/** A flow without a job was to be recorded as it is live: it is good while that has not changed. */
function isAdopted({ job_id: job, placeholder_job_id: placeholder }: IntentFlow): boolean {
  return job === undefined && placeholder === undefined;
}

async function assess(seen: Observed, ports: ReleasePorts): Promise<Assessed> {
  const { flow, job, placeholder, live, fresh } = seen;
  if (isAdopted(flow)) return { ...seen, good: fresh === undefined && live !== undefined, target: undefined };
  if (flow.target_version !== undefined) return { ...seen, good: false, target: flow.target_version };
  const made = [job, placeholder].some((each) => each?.status === 'success' || each?.status === 'failure');
  if (!live || !fresh || fresh.clientId !== ports.genesys.clientId || !made)
    return { ...seen, good: false, target: undefined };
  const { published } = await overwrittenBy(ports.genesys, [flow.base_version ?? undefined], fresh, live.id);
  const whole = live.active && live.name === flow.flow_name && live.type === flow.flow_type;
  const good = job?.status === 'success' && whole && !published && !(await onlyPlaceholder(seen, ports));
  return { ...seen, good, target: published?.id ?? flow.base_version ?? NOTHING };
}

/** Records a flow that went live; one that was to be adopted is left to the plan, which adopts it. */
async function settle(seen: Assessed, ports: ReleasePorts): Promise<Found> {
  const { flow, live } = seen;
  if (isAdopted(flow)) return { detail: 'nothing was published, and nothing was to be' };
  if (live && isOwnLock(live, ports)) await letGo(live.id, ports);
  return wentLive(seen);
}

/** Written down first: should this run be killed, too, the next one finishes the rollback. */
async function noteRollback(
  seen: readonly Assessed[],
  trigger: string,
  { journal, log }: ReleasePorts,
): Promise<void> {
  const targets = seen.flatMap(({ flow, target }) =>
    target === undefined ? [] : [[flow.key, target] as const],
  );
  await journal.noteRollback(trigger, new Map(targets)).catch((error: unknown) => {
    if (error instanceof IntentLost) throw error;
    log.warning(`The rollback could not be written down before it began: ${errorMessage(error)}`);
  });
}

/** Takes back what the run published of a flow. */
async function undo(seen: Assessed, trigger: string, ports: ReleasePorts): Promise<Found> {
  const { flow, job, live, fresh, target } = seen;
  if (live && target !== undefined) return rollBack({ ...seen, live }, target, trigger, ports);
  const ours = fresh?.clientId === ports.genesys.clientId;
  const name = live ? await nameBack(flow, live, ports) : { done: true, detail: '' };
  const record = (status: 'failure' | 'conflict' | 'rollback_failed'): Found['record'] => ({
    flowId: live?.id ?? '',
    version: live?.published?.id ?? null,
    status,
    trigger,
  });
  if (isAdopted(flow)) return { detail: 'nothing was published, and nothing was to be' };
  if (fresh && ours) {
    return {
      detail: `version ${fresh.id} is live, and the job that made it is not known; compare it in Architect with version ${flow.base_version ?? 'none'}`,
      record: job === undefined ? record('rollback_failed') : undefined,
    };
  }
  const ended = job?.status === 'success' || job?.status === 'failure';
  const detail = fresh
    ? `version ${fresh.id} of somebody else is live and was left alone${name.detail}`
    : `nothing was published (${flow.base_version ?? 'no version'} is still live)${name.detail}`;
  const status = name.done ? (fresh ? 'conflict' : 'failure') : 'rollback_failed';
  return ended || !name.done ? { detail, record: record(status) } : { detail };
}
