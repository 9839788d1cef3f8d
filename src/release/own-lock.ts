import { ActionError, errorMessage } from '../errors.ts';
import type { OrgFlow } from '../genesys/port.ts';
import { follow } from './operation.ts';
import type { ReleasePorts } from './ports.ts';

type LockPorts = Pick<ReleasePorts, 'genesys' | 'clock' | 'log' | 'deadline'>;

/** True if this client holds the lock of a flow, such as after a rename or an interrupted run. */
export function isOwnLock({ lock }: Pick<OrgFlow, 'lock'>, { genesys }: Pick<LockPorts, 'genesys'>): boolean {
  return lock !== undefined && lock.clientId === genesys.clientId;
}

/**
 * Checks in a flow that this client has locked, and waits until the lock is gone: what is published over a lock may fail or
 * leave the lock behind. Throws an `ActionError` where the lock stays.
 */
export async function releaseLock({ id, name }: OrgFlow, ports: LockPorts): Promise<void> {
  const { genesys, log } = ports;
  log.info(`"${name}": locked by this client; checking it in first`);
  const answer = await genesys.checkIn(id).then(
    (operation) => ({ operation, refused: undefined }),
    (error: unknown) => ({ operation: undefined, refused: errorMessage(error) }),
  );
  const stays = (why: string) =>
    new ActionError(
      `"${name}" is locked by this client, and the check-in failed: ${why}`,
      'Unlock the flow in Architect, then run again.',
    );
  const free = (flow: OrgFlow | undefined) => flow !== undefined && !isOwnLock(flow, ports);
  if (answer.refused !== undefined) {
    // Another user may have unlocked it meanwhile.
    if (free(await genesys.flowById(id))) return;
    throw stays(answer.refused);
  }
  const { operation } = answer;
  const flow = await follow(
    id,
    {
      operation,
      reached: (seen) =>
        free(seen) && (seen?.operation?.id !== operation || seen?.operation?.complete === true),
      cancelled: () => {
        throw stays('the run was cancelled while it was going on');
      },
    },
    ports,
  );
  if (!free(flow)) throw stays(flow?.operation?.error ?? 'the lock did not go away');
}

/** Releases a lock that this client holds, trying twice. A lock that stays is a warning in the log, and no failure. */
export async function letGo(
  flowId: string,
  { genesys, log }: Pick<ReleasePorts, 'genesys' | 'log'>,
): Promise<void> {
  await genesys
    .checkIn(flowId)
    .catch(() => genesys.checkIn(flowId))
    .catch((error: unknown) => {
      log.warning(`A flow is still locked by this client: ${errorMessage(error)}. Unlock it in Architect.`);
    });
}
