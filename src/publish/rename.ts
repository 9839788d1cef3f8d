import { errorMessage } from '../errors.ts';
import type { OrgFlow } from '../genesys/port.ts';
import type { ReleasePorts } from './job.ts';

/**
 * Gives a flow the name that its file says, before its content is published under it: the platform knows a publish by name
 * and type. Leaves name and lock as they were if it is refused, and throws what the platform said.
 */
export async function takeName(
  flow: OrgFlow,
  name: string,
  { genesys, log }: Pick<ReleasePorts, 'genesys' | 'log'>,
): Promise<void> {
  log.info(`"${flow.name}": checking it out, to give it the name "${name}"`);
  try {
    await genesys.checkOut(flow.id);
    await genesys.rename(flow.id, name);
  } catch (error) {
    await letGo(flow.id, { genesys, log });
    throw error;
  }
}

/** Puts the name back that a flow had, and lets go of its lock. Returns in words what could not be done; undefined if all was. */
export async function giveNameBack(
  flowId: string,
  name: string,
  { genesys, log }: Pick<ReleasePorts, 'genesys' | 'log'>,
): Promise<string | undefined> {
  try {
    try {
      await genesys.checkOut(flowId);
      await genesys.rename(flowId, name);
    } finally {
      await letGo(flowId, { genesys, log });
    }
    log.info(`"${name}": has its name back`);
    return undefined;
  } catch (error) {
    return `its name "${name}" could not be put back (${errorMessage(error)}): rename it in Architect`;
  }
}

/** Lets go of a lock that this client holds; that it could not, tried twice, is told, and is no reason to fail. */
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
