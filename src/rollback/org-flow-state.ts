import { flowKey } from '../audit/names.ts';
import { type PublishedFlow, unpublishedState } from '../audit/published-state.ts';
import { ConfigurationError } from '../errors.ts';
import { byAge, isNewer, isPublishedNumber } from '../genesys/platform-version.ts';
import type { Genesys, OrgFlow } from '../genesys/port.ts';
import { isFlowId } from './target.ts';

/**
 * A flow that was never published from here, as the org has it: by its id, `TYPE/name` or name. Its versions say what was live. Throws an `ActionError` if the org has none, or several, of that name.
 */
export async function orgFlowState(genesys: Genesys, wanted: string, region: string): Promise<PublishedFlow> {
  const found = await find(genesys, wanted);
  const [flow, ...more] = found;
  if (!flow) {
    throw new ConfigurationError(
      `neither the audit log nor the org has a flow "${wanted}"`,
      'Set "flow" to its name, TYPE/name (such as INBOUNDCALL/Main Menu) or id.',
    );
  }
  if (more.length > 0) {
    throw new ConfigurationError(
      `"${wanted}" is the name of ${found.length} flows of the org`,
      `Set "flow" to one of ${found.map(({ type, name }) => flowKey(type, name)).join(', ')}.`,
    );
  }
  const { published } = flow;
  const versions = (await genesys.versions(flow.id))
    .filter(({ id, wasPublished }) => wasPublished && isPublishedNumber(id))
    .toSorted(byAge);
  // A version of this client among those of others may be an earlier rollback, and have the content of any of them.
  const unclear =
    published?.clientId === genesys.clientId &&
    versions.some(({ clientId }) => clientId !== genesys.clientId);
  const usable = unclear ? versions.filter((version) => isNewer(version, published) !== false) : versions;
  return unpublishedState(flow, published?.id, {
    region,
    history: usable.map(({ id }) => ({
      platform_version: id,
      release: null,
      content_digest: '',
      audit_id: '',
    })),
  });
}

async function find(genesys: Genesys, wanted: string): Promise<OrgFlow[]> {
  if (isFlowId(wanted)) {
    const flow = await genesys.flowById(wanted);
    return flow && !flow.deleted ? [flow] : [];
  }
  const [type, ...name] = wanted.split('/');
  if (type !== undefined && name.length > 0) {
    const flow = await genesys.flowByName(type.toUpperCase(), name.join('/'));
    return flow ? [flow] : [];
  }
  const all = (await genesys.listFlows()) ?? [];
  return all.filter((flow) => flow.name.toLowerCase() === wanted.toLowerCase());
}
