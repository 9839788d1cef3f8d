import type { PlannedFlow } from './plan.ts';

/**
 * Puts flows into waves: those of a wave depend only on flows of earlier waves and can be published side by side.
 * Dependencies that go round in a circle were refused before; should one be left, its flows come last.
 */
export function waves(flows: readonly PlannedFlow[]): PlannedFlow[][] {
  const owner = new Map<string, PlannedFlow>();
  for (const flow of flows) for (const file of flow.candidate.manifest.files) owner.set(file, flow);
  const waiting = new Map<PlannedFlow, number>();
  const followers = new Map<PlannedFlow, PlannedFlow[]>();
  for (const flow of flows) {
    const needs = dependencies(flow, owner);
    waiting.set(flow, needs.size);
    for (const need of needs) followers.set(need, [...(followers.get(need) ?? []), flow]);
  }
  const result: PlannedFlow[][] = [];
  let wave = flows.filter((flow) => waiting.get(flow) === 0);
  const placed = new Set<PlannedFlow>();
  while (wave.length > 0) {
    result.push(wave);
    const next: PlannedFlow[] = [];
    for (const flow of wave) {
      placed.add(flow);
      for (const follower of followers.get(flow) ?? []) {
        const left = (waiting.get(follower) ?? 1) - 1;
        waiting.set(follower, left);
        if (left === 0) next.push(follower);
      }
    }
    wave = next;
  }
  const rest = flows.filter((flow) => !placed.has(flow));
  return rest.length > 0 ? [...result, rest] : result;
}

/** The flows among `owner` that a flow depends on directly. */
export function dependencies(flow: PlannedFlow, owner: ReadonlyMap<string, PlannedFlow>): Set<PlannedFlow> {
  const found = new Set<PlannedFlow>();
  for (const { path } of flow.candidate.manifest.dependsOn) {
    const need = owner.get(path);
    if (need && need !== flow) found.add(need);
  }
  return found;
}
