import { adjacency, components } from '../flow/search.ts';
import { groupBy } from '../text/group-by.ts';
import { type Linked, needs } from './order.ts';

/** One of the jobs in which a run publishes its flows at the same time, as `2/4` names it. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/** The most jobs that a matrix of GitHub may have. */
export const MOST_SHARDS = 256;

/** `2/4`. */
export function shardName({ index, of }: Shard): string {
  return `${index}/${of}`;
}

/**
 * Distributes flows over `count` shards, some of which may be empty. Flows that depend on each other, refer to each other or have a
 * file in common stay together. The same flows always give the same shards, whatever their order; the largest groups come first,
 * each to the shard with the fewest flows.
 */
export function shardsOf<T extends Linked>(flows: readonly T[], count: number): T[][] {
  const shards = Array.from({ length: count }, (): T[] => []);
  const groups = groupsOf(flows.toSorted((a, b) => (a.manifest.file < b.manifest.file ? -1 : 1)));
  for (const group of groups.toSorted((a, b) => b.length - a.length)) {
    const [first, ...others] = shards;
    if (!first) break;
    const smallest = others.reduce((least, each) => (each.length < least.length ? each : least), first);
    smallest.push(...group);
  }
  return shards;
}

/** The flows that have to be in one shard, in the order of their first flow. */
export function groupsOf<T extends Linked>(flows: readonly T[]): T[][] {
  const edges = [...needs(flows), ...sharedFiles(flows)].flatMap(({ from, to }) => [
    { from, to },
    { from: to, to: from },
  ]);
  const shape = { nodes: flows, edges };
  const out = adjacency(shape, ({ from }) => from);
  const { of } = components(flows.length, out, edges);
  const groups = groupBy(flows.entries(), ([at]) => of[at] ?? 0);
  return [...groups.values()].map((group) => group.map(([, flow]) => flow));
}

/** A link from each flow to the first one that is made of, or depends on, the same file. */
function sharedFiles(flows: readonly Linked[]): { readonly from: number; readonly to: number }[] {
  const first = new Map<string, number>();
  const links: { from: number; to: number }[] = [];
  for (const [from, { manifest }] of flows.entries()) {
    for (const file of [...manifest.files, ...manifest.dependsOn.map(({ path }) => path)]) {
      const to = first.get(file);
      if (to === undefined) first.set(file, from);
      else if (to !== from) links.push({ from, to });
    }
  }
  return links;
}
