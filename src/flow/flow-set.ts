import type { FlowGraph, Reference } from './graph.ts';
import { adjacency, type Components, components } from './search.ts';

/** A flow that needs another one. */
export interface FlowLink {
  readonly from: number;
  /** Index of the flow that is meant, or -1 if it is none of the set. */
  readonly to: number;
  readonly reference: Reference;
}

/** All flows of a repository as one graph: who transfers to, calls or uses whom. Flows are known by type and name. */
export class FlowSet {
  readonly flows: readonly FlowGraph[];
  readonly links: readonly FlowLink[];
  readonly #byName = new Map<string, number>();

  constructor(flows: readonly FlowGraph[]) {
    this.flows = flows;
    for (const [at, { type, name }] of flows.entries()) {
      const key = nameKey(type.root, name);
      if (!this.#byName.has(key)) this.#byName.set(key, at);
    }
    this.links = flows.flatMap(({ references }, from) =>
      references
        .filter(({ kind }) => kind === 'flow')
        .map((reference) => ({ from, to: this.indexOf(reference.group, reference.name), reference })),
    );
  }

  /** Index of the flow with this root key and name, or -1. */
  indexOf(root: string, name: string): number {
    return this.#byName.get(nameKey(root, name)) ?? -1;
  }
}

/**
 * The level of each of `count` things by what it depends on: one more than the highest level below it. Things that
 * depend on each other in a circle have one level.
 */
export function levels(count: number, edges: readonly { from: number; to: number }[]): number[] {
  const out = adjacency({ nodes: { length: count } as readonly unknown[], edges }, (edge) => edge.from);
  const { of, count: found, members }: Components = components(count, out, edges);
  const level: number[] = [];
  // Components are numbered so that what one depends on has a lower number.
  for (let component = 0; component < found; component++) {
    let above = -1;
    for (const node of members(component)) {
      for (let at = out.start[node] ?? 0; at < (out.start[node + 1] ?? 0); at++) {
        const to = edges[out.list[at] ?? -1]?.to ?? node;
        if (of[to] !== component) above = Math.max(above, level[of[to] ?? 0] ?? 0);
      }
    }
    level.push(above + 1);
  }
  return [...of].map((component) => level[component] ?? 0);
}

function nameKey(root: string, name: string): string {
  return `${root}\0${name.toLowerCase()}`;
}
