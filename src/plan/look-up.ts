import type { Genesys, OrgFlow } from '../genesys/port.ts';
import type { Candidate } from './plan.ts';

/** Finds the flow of a candidate as the org has it: by id where the manifest gives one, else by name and type. */
export type Find = (candidate: Candidate) => Promise<OrgFlow | undefined>;

/** Up to this many flows are looked up one by one, which shows each as it is at that very moment. */
const FEW = 5;

/** The flow of one candidate. */
export async function lookUp(genesys: Genesys, { manifest, graph }: Candidate): Promise<OrgFlow | undefined> {
  if (manifest.flowId) return genesys.flowById(manifest.flowId);
  return genesys.flowByName(graph.type.api, graph.name);
}

/**
 * A way to look up many flows in few requests: those whose id is known together, 50 a request; others in the org's list,
 * where that takes no more requests than asking for each would. What is not found so is asked for by itself.
 */
export async function lookUpMany(
  genesys: Genesys,
  wanted: readonly { readonly candidate: Candidate; readonly id: string | undefined }[],
): Promise<Find> {
  if (wanted.length <= FEW) return (candidate) => lookUp(genesys, candidate);
  const ids = [...new Set(wanted.flatMap(({ id }) => id || []))];
  const without = wanted.length - wanted.filter(({ id }) => id).length;
  const listed = without > FEW ? await genesys.listFlows(without) : undefined;
  const found = listed ?? (ids.length > 0 ? await genesys.flowsById(ids) : []);
  const byId = new Map(found.map((flow) => [flow.id, flow]));
  const byName = new Map(found.map((flow) => [`${flow.type}/${flow.name.toLowerCase()}`, flow]));
  return async (candidate) => {
    const { manifest, graph } = candidate;
    const flow = manifest.flowId
      ? byId.get(manifest.flowId)
      : byName.get(`${graph.type.api}/${graph.name.toLowerCase()}`);
    // The whole list tells, too, what the org does not have.
    return flow ?? (listed && !manifest.flowId ? undefined : lookUp(genesys, candidate));
  };
}
