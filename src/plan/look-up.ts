import { flowKey } from '../audit/names.ts';
import { flowNamed } from '../genesys/flow-name.ts';
import type { Genesys, OrgFlow } from '../genesys/port.ts';
import { groupBy } from '../text/group-by.ts';
import type { PublishableFlow } from './plan.ts';

/** Finds the flow of a publishable as the org has it: by id where the manifest gives one, else by name and type. */
export type Find = (publishable: PublishableFlow) => Promise<OrgFlow | undefined>;

/** Up to this many flows are looked up one by one, which shows each as it is at that very moment. */
const FEW = 5;

/** The flow of one publishable. */
export async function lookUp(
  genesys: Genesys,
  { manifest, graph }: PublishableFlow,
): Promise<OrgFlow | undefined> {
  if (manifest.flowId) return genesys.flowById(manifest.flowId);
  return genesys.flowByName(graph.type.api, graph.name);
}

type ByName = (type: string, name: string) => OrgFlow | undefined;

/** The whole list of the org, where so many flows are sought that it takes no more requests than asking for each would. */
export async function listIfCheaper(
  genesys: Genesys,
  sought: number,
): Promise<readonly OrgFlow[] | undefined> {
  return sought > FEW ? genesys.listFlows(sought) : undefined;
}

/** Finds flows in the whole list of the org by type and name: the exact name, else the only one of another case. */
export function byName(flows: readonly OrgFlow[]): ByName {
  const key = (type: string, name: string) => flowKey(type, name.toLowerCase());
  const found = groupBy(flows, (flow) => key(flow.type, flow.name));
  return (type, name) => flowNamed(found.get(key(type, name)) ?? [], name);
}

/**
 * A way to look up many flows in few requests: those whose id is known together, 25 a request; others in the org's list,
 * where that is cheaper. What is not found so is asked for by itself.
 */
export async function lookUpMany(
  genesys: Genesys,
  wanted: readonly { readonly publishable: PublishableFlow; readonly id: string | undefined }[],
): Promise<Find> {
  if (wanted.length <= FEW) return (publishable) => lookUp(genesys, publishable);
  const ids = [...new Set(wanted.flatMap(({ id }) => id || []))];
  const listed = await listIfCheaper(genesys, wanted.filter(({ id }) => !id).length);
  const found = listed ?? (ids.length > 0 ? await genesys.flowsById(ids) : []);
  const byId = new Map(found.map((flow) => [flow.id, flow]));
  const named = listed && byName(listed);
  const exact = new Map(found.map((flow) => [flowKey(flow.type, flow.name), flow]));
  return async (publishable) => {
    const { manifest, graph } = publishable;
    // Flows that are known by id are not all that could have the name in another case.
    const find = named ?? ((type, name) => exact.get(flowKey(type, name)));
    const flow = manifest.flowId ? byId.get(manifest.flowId) : find(graph.type.api, graph.name);
    // The whole list also says what the org does not have.
    return flow ?? (listed && !manifest.flowId ? undefined : lookUp(genesys, publishable));
  };
}
