import { errorMessage } from '../errors.ts';
import type { OrgFlow } from '../genesys/port.ts';
import { isOwnLock, letGo, releaseLock } from './own-lock.ts';
import type { ReleasePorts } from './ports.ts';

/**
 * Gives a flow the name that its file says, before its content is published under it: the platform knows a publish by name
 * and type. Leaves it checked in. Leaves name and lock as they were if it is refused, and throws what the platform said.
 */
export async function takeName(flow: OrgFlow, name: string, ports: ReleasePorts): Promise<void> {
  const { genesys, log } = ports;
  log.info(`"${flow.name}": checking it out, to give it the name "${name}"`);
  let renamed = false;
  try {
    await genesys.checkOut(flow.id);
    await genesys.rename(flow.id, name);
    renamed = true;
    await releaseLock({ ...flow, name }, ports);
  } catch (error) {
    if (renamed) await restoreName(flow.id, flow.name, ports);
    else await letGo(flow.id, { genesys, log });
    throw error;
  }
}

/** Restores the name that a flow had, and releases its lock. Returns in one line what could not be done; undefined if all was. */
export async function restoreName(
  flowId: string,
  name: string,
  { genesys, log }: Pick<ReleasePorts, 'genesys' | 'log'>,
): Promise<string | undefined> {
  try {
    const flow = await genesys.flowById(flowId);
    try {
      // A second check-out of what this client holds already is refused.
      if (!flow || !isOwnLock(flow, { genesys })) await genesys.checkOut(flowId);
      await genesys.rename(flowId, name);
    } finally {
      await letGo(flowId, { genesys, log });
    }
    log.info(`"${name}": has its old name again`);
    return undefined;
  } catch (error) {
    const left = `its name "${name}" could not be restored (${errorMessage(error)}): rename it in Architect`;
    // Not every caller has an outcome to say it in, and the flow may still be locked.
    log.warning(`A flow that a publish renamed: ${left}, and unlock it.`);
    return left;
  }
}
