import type { IntentFlow } from '../audit/ledger.ts';
import type { OrgFlow } from '../genesys/port.ts';
import type { ReleasePorts } from './job.ts';
import type { Observed } from './observe.ts';
import { isOwnLock } from './own-lock.ts';
import { backStatus, NOTHING, putBack } from './put-back.ts';
import type { toRecovered } from './record.ts';
import { giveNameBack } from './rename.ts';

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
  { flow, live, fresh, rollback }: Observed & { readonly live: OrgFlow },
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
  const again = rollback?.status === 'success' && fresh !== undefined;
  const done = { done: true, version, theirs: false };
  const back =
    version === target
      ? { ...done, detail: `version ${target ?? 'none'} is live again` }
      : again
        ? { ...done, detail: `the content of version ${target} is live again, as version ${version}` }
        : await putBack(live, target, flow.key, ports);
  const theirs = back.theirs || (flow.base_version ?? undefined) !== target;
  return {
    detail: `${trigger}; ${back.detail}${name.detail}`,
    record: {
      flowId: live.id,
      version: back.version ?? null,
      status: backStatus({ done: back.done && name.done, theirs }),
      trigger,
    },
  };
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
