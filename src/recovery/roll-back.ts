import type { IntentFlow } from '../audit/intent.ts';
import type { OrgFlow, OrgVersion } from '../genesys/port.ts';
import type { toRecovered } from '../publish/record.ts';
import type { ReleasePorts } from '../release/job.ts';
import { overwrittenBy } from '../release/overwritten.ts';
import { isOwnLock } from '../release/own-lock.ts';
import { giveNameBack } from '../release/rename.ts';
import { NOTHING, type RollbackEnd, rollBackTo, rollbackStatus } from '../release/roll-back-to.ts';
import type { Observed } from './observe.ts';

/** What recovery found of a flow, or did about it. */
export interface Found {
  readonly detail: string;
  /** Undefined for a flow that the interrupted run had not touched. */
  readonly record?: Parameters<typeof toRecovered>[1] | undefined;
}

/** A flow whose version is live as the interrupted run published it. */
export function wentLive({ live, fresh }: Observed): Found {
  const version = fresh?.id ?? null;
  return {
    detail: `version ${version ?? 'none'} had gone live; it is recorded now`,
    record: { flowId: live?.id ?? '', version, status: 'success', trigger: null },
  };
}

/** Ends the rollback of a flow to `wanted`, `NOTHING` for a flow that is new. What is there already is not done again. */
export async function rollBack(
  { flow, live, restored }: Observed & { readonly live: OrgFlow },
  wanted: string,
  trigger: string,
  ports: ReleasePorts,
): Promise<Found> {
  const target = wanted === NOTHING ? undefined : wanted;
  const version = live.published?.id;
  const foreign = live.published && live.published.clientId !== ports.genesys.clientId;
  if (version !== target && foreign) {
    return {
      detail: `${trigger}; version ${version} of somebody else is live`,
      record: { flowId: live.id, version: version ?? null, status: 'conflict', trigger },
    };
  }
  const name = await nameBack(flow, live, ports);
  const there = { done: true, version, theirs: false, detail: `version ${target ?? 'none'} is live again` };
  const back =
    version === target
      ? there
      : restored
        ? await keepRestored(flow, live, restored, ports)
        : await rollBackTo(live, target, flow.key, ports);
  const theirs = back.theirs || (flow.base_version ?? undefined) !== target;
  return {
    detail: `${trigger}; ${back.detail}${name.detail}`,
    record: {
      flowId: live.id,
      version: back.version ?? null,
      status: rollbackStatus({ done: back.done && name.done, theirs }),
      trigger,
    },
  };
}

/** Leaves what a rollback job made as it is, unless it replaced what somebody published meanwhile: that goes live again. */
export async function keepRestored(
  flow: IntentFlow,
  live: OrgFlow,
  restored: OrgVersion,
  ports: ReleasePorts,
): Promise<RollbackEnd> {
  const from = flow.rollback_from ?? flow.base_version ?? NOTHING;
  const seen = from === NOTHING ? undefined : from;
  const { published } = await overwrittenBy(ports.genesys, [seen], restored, live.id);
  if (published) return { ...(await rollBackTo(live, published.id, flow.key, ports)), theirs: true };
  const detail = `the content of version ${flow.target_version ?? '?'} is live again, as version ${restored.id}`;
  return { done: true, detail, version: restored.id, theirs: false };
}

/** Gives a flow its name back that an interrupted rename had changed. */
export async function nameBack(
  { renamed_from: name }: IntentFlow,
  live: OrgFlow,
  ports: ReleasePorts,
): Promise<{ readonly done: boolean; readonly detail: string }> {
  const ours = isOwnLock(live, ports);
  if (name === undefined || (live.name === name && !ours) || (live.lock && !ours))
    return { done: true, detail: '' };
  const left = await giveNameBack(live.id, name, ports);
  return { done: left === undefined, detail: `; ${left ?? `it is called "${name}" again`}` };
}
