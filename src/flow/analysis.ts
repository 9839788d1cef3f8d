import type { FlowEdge, FlowGraph } from './graph.ts';
import {
  type Adjacency,
  adjacency,
  breadthFirst,
  type Components,
  components,
  cyclic,
  distances,
  ENTRY,
  flood,
  shortest,
  UNSEEN,
} from './search.ts';

/** Facts about a graph that several rules need, worked out once each, all in time linear in nodes plus edges. */
export class Analysis {
  readonly graph: FlowGraph;
  readonly entries: readonly number[];
  #declared: readonly (readonly FlowEdge[])[] | undefined;
  #out: Adjacency | undefined;
  #before: Int32Array | undefined;
  #distances: Float64Array | undefined;
  #reachable: Uint8Array | undefined;
  #ends: Uint8Array | undefined;
  #components: Components | undefined;
  #hasCycle: boolean | undefined;

  constructor(graph: FlowGraph) {
    this.graph = graph;
    const entries: number[] = [];
    for (const [at, node] of graph.nodes.entries()) if (node.role === 'entry') entries.push(at);
    this.entries = entries;
  }

  /** Indexes of the edges that leave each node. */
  get out(): Adjacency {
    this.#out ??= adjacency(this.graph, (edge) => edge.from);
    return this.#out;
  }

  /** The edges written at a node, those that lead nowhere included, in the author's order. */
  declared(node: number): readonly FlowEdge[] {
    if (!this.#declared) {
      const lists: FlowEdge[][] = this.graph.nodes.map(() => []);
      for (const edge of this.graph.edges) lists[edge.from]?.push(edge);
      this.#declared = lists;
    }
    return this.#declared[node] ?? [];
  }

  /** Which nodes a call can reach from an entry; all of them where the graph has no entry to judge by. */
  get reachable(): Uint8Array {
    this.#reachable ??=
      this.entries.length === 0
        ? new Uint8Array(this.graph.nodes.length).fill(1)
        : flood(this.graph, this.out, this.entries, (edge) => edge.to);
    return this.#reachable;
  }

  /** Which nodes can reach an end of the call. A transition to nowhere may have been meant to lead to one. */
  get ends(): Uint8Array {
    if (!this.#ends) {
      const seeds: number[] = [];
      for (const [at, node] of this.graph.nodes.entries()) {
        if (node.role === 'terminal' || node.endsByItself) seeds.push(at);
      }
      for (const edge of this.graph.edges) if (edge.to < 0) seeds.push(edge.from);
      this.#ends = flood(
        this.graph,
        adjacency(this.graph, (edge) => edge.to),
        seeds,
        (edge) => edge.from,
      );
    }
    return this.#ends;
  }

  get components(): Components {
    this.#components ??= components(this.graph.nodes.length, this.out, this.graph.edges);
    return this.#components;
  }

  /** Most flows have no cycle, so neither has any part of them, and there is nothing to search. */
  get hasCycle(): boolean {
    this.#hasCycle ??= cyclic(this.components, this.graph.edges).next().done !== true;
    return this.#hasCycle;
  }

  /** Components that hold a cycle: more than one node, or a node that leads to itself. */
  *cycles(): Generator<readonly number[]> {
    if (!this.hasCycle) return;
    yield* cyclic(this.components, this.graph.edges);
  }

  /** The same nodes with only those edges that lead somewhere and that `keep` says. */
  within(keep: (edge: FlowEdge) => boolean): Analysis {
    return new Analysis({
      ...this.graph,
      edges: this.graph.edges.filter((edge) => edge.to >= 0 && keep(edge)),
    });
  }

  /** A shortest path from an entry to `target`, as node indexes; empty if there is none. */
  pathTo(target: number): number[] {
    this.#before ??= breadthFirst(this.graph, this.out, this.entries);
    if (this.#before[target] === UNSEEN) return [];
    const path: number[] = [];
    for (let at = target; at >= 0; at = this.#before[at] ?? ENTRY) path.push(at);
    return path.reverse();
  }

  /** The number of edges on a shortest path from an entry; infinite for a node that no entry leads to. */
  distance(node: number): number {
    if (!this.#distances) {
      this.#before ??= breadthFirst(this.graph, this.out, this.entries);
      this.#distances = distances(this.#before);
    }
    return this.#distances[node] ?? Number.POSITIVE_INFINITY;
  }

  /**
   * A shortest cycle inside a component, as node indexes that end with the first one again. In components so large
   * that trying every node would not stay linear, it is the shortest through one of the nodes tried.
   */
  cycleIn(members: readonly number[]): number[] {
    const inside = new Set(members);
    let best: number[] | undefined;
    let budget = Math.max(1_000_000, 4 * (this.graph.nodes.length + this.graph.edges.length));
    for (const node of members) {
      const size = members.length * 4;
      if (best && budget < size) break;
      budget -= size;
      const found = this.#cycleThrough(node, inside);
      if (found && (!best || found.length < best.length)) best = found;
      if (best && best.length <= 2) break;
    }
    return best ?? [];
  }

  /** A shortest cycle that ends with this edge, as node indexes; just the edge where nothing leads back. */
  cycleWith({ from, to }: { readonly from: number; readonly to: number }): number[] {
    const inside = this.components.of[from];
    const way = shortest(this.graph, this.out, [to], from, (each) => this.components.of[each] === inside);
    return [...(way ?? [to, from]), to];
  }

  #cycleThrough(node: number, inside: ReadonlySet<number>): number[] | undefined {
    const firsts: number[] = [];
    for (let at = this.out.start[node] ?? 0; at < (this.out.start[node + 1] ?? 0); at++) {
      const to = this.graph.edges[this.out.list[at] ?? -1]?.to ?? -1;
      if (to === node) return [node, node];
      if (inside.has(to)) firsts.push(to);
    }
    const back = shortest(this.graph, this.out, firsts, node, (each) => inside.has(each));
    return back && [node, ...back];
  }
}
