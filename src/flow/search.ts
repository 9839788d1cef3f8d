/** Searches over graphs in typed arrays, all of them linear and none of them recursive. */

/** Adjacency of a graph in typed arrays: the edges that leave node `n` are `list[start[n]] … list[start[n + 1] - 1]`. */
export interface Adjacency {
  readonly start: Int32Array;
  readonly list: Int32Array;
}

/** The strongly connected components of a graph. */
export interface Components {
  /** Component of each node; numbered so that every edge leads to the same or to a lower number. */
  readonly of: Int32Array;
  readonly count: number;
  /** Nodes of a component, in ascending order. */
  members(component: number): readonly number[];
}

/** Edges by the indexes of their ends; `to` is -1 for one that leads nowhere. */
export type Edges = readonly { readonly from: number; readonly to: number }[];
/** As much of a graph as a search needs. */
export interface Shape {
  readonly nodes: readonly unknown[];
  readonly edges: Edges;
}

/** The edges at each node, by the end that `end` names; edges to nowhere are left out. */
export function adjacency(graph: Shape, end: (edge: { from: number; to: number }) => number): Adjacency {
  const start = new Int32Array(graph.nodes.length + 1);
  for (const edge of graph.edges) {
    if (edge.to < 0) continue;
    const at = end(edge) + 1;
    start[at] = (start[at] ?? 0) + 1;
  }
  for (let at = 1; at < start.length; at++) start[at] = (start[at] ?? 0) + (start[at - 1] ?? 0);
  const next = start.slice();
  const list = new Int32Array(start.at(-1) ?? 0);
  for (let index = 0; index < graph.edges.length; index++) {
    const edge = graph.edges[index];
    if (!edge || edge.to < 0) continue;
    const node = end(edge);
    const at = next[node] ?? 0;
    list[at] = index;
    next[node] = at + 1;
  }
  return { start, list };
}

/** All nodes that can be reached from the seeds. */
export function flood(
  graph: Shape,
  { start, list }: Adjacency,
  seeds: readonly number[],
  far: (edge: { from: number; to: number }) => number,
): Uint8Array {
  const seen = new Uint8Array(graph.nodes.length);
  const open: number[] = [];
  for (const seed of seeds) {
    if (!seen[seed]) open.push(seed);
    seen[seed] = 1;
  }
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (let at = start[node] ?? 0; at < (start[node + 1] ?? 0); at++) {
      const edge = graph.edges[list[at] ?? -1];
      if (!edge) continue;
      const to = far(edge);
      if (!seen[to]) {
        seen[to] = 1;
        open.push(to);
      }
    }
  }
  return seen;
}

/** What stands before an entry on its path. */
export const ENTRY = -1;
/** What stands before a node that no entry leads to. */
export const UNSEEN = -2;

/** For each node the one before it on a shortest path from an entry. */
export function breadthFirst(
  graph: Shape,
  { start, list }: Adjacency,
  entries: readonly number[],
): Int32Array {
  const before = new Int32Array(graph.nodes.length).fill(UNSEEN);
  const queue = [...entries];
  for (const entry of entries) before[entry] = ENTRY;
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head] as number;
    for (let at = start[node] ?? 0; at < (start[node + 1] ?? 0); at++) {
      const to = graph.edges[list[at] ?? -1]?.to ?? -1;
      if (to < 0 || before[to] !== UNSEEN) continue;
      before[to] = node;
      queue.push(to);
    }
  }
  return before;
}

/** The length of the path to each node from what `breadthFirst` found; infinite for nodes that no entry leads to. */
export function distances(before: Int32Array): Float64Array {
  const found = new Float64Array(before.length).fill(Number.NaN);
  const path: number[] = [];
  for (let node = 0; node < before.length; node++) {
    let at = node;
    while (at >= 0 && Number.isNaN(found[at])) {
      path.push(at);
      at = before[at] ?? UNSEEN;
    }
    let length = at === ENTRY ? -1 : at === UNSEEN ? Number.POSITIVE_INFINITY : (found[at] ?? 0);
    for (let each = path.pop(); each !== undefined; each = path.pop()) found[each] = ++length;
  }
  return found;
}

/** Breadth-first search from several nodes to one. */
export function shortest(
  graph: Shape,
  { start, list }: Adjacency,
  from: readonly number[],
  target: number,
  allowed: (node: number) => boolean,
): number[] | undefined {
  const before = new Map<number, number>();
  const queue: number[] = [];
  for (const node of from) {
    if (!before.has(node)) {
      before.set(node, -1);
      queue.push(node);
    }
  }
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head] as number;
    if (node === target) {
      const path: number[] = [];
      for (let at = node; at >= 0; at = before.get(at) ?? -1) path.push(at);
      return path.reverse();
    }
    for (let at = start[node] ?? 0; at < (start[node + 1] ?? 0); at++) {
      const to = graph.edges[list[at] ?? -1]?.to ?? -1;
      if (to >= 0 && allowed(to) && !before.has(to)) {
        before.set(to, node);
        queue.push(to);
      }
    }
  }
  return undefined;
}

/** Components that hold a cycle. */
export function* cyclic(found: Components, edges: Edges): Generator<readonly number[]> {
  // A component holds a cycle if and only if one of its edges stays inside it.
  const holds = new Uint8Array(found.count);
  for (const { from, to } of edges) {
    if (to >= 0 && found.of[from] === found.of[to]) holds[found.of[from] ?? 0] = 1;
  }
  for (let component = 0; component < found.count; component++) {
    if (holds[component]) yield found.members(component);
  }
}

/** Tarjan's algorithm with its own stack, so that a chain of any length cannot overflow ours. */
export function components(count: number, adjacent: Adjacency, edges: Edges): Components {
  const visit = new ComponentVisit(count, adjacent, edges);
  for (let root = 0; root < count; root++) visit.from(root);
  return grouped(visit.of, visit.found);
}

/** The state of Tarjan's algorithm: what it knows of each node, and the two stacks. */
class ComponentVisit {
  readonly of: Int32Array;
  found = 0;
  readonly #adjacent: Adjacency;
  readonly #edges: Edges;
  /** When a node was visited first, from 1; 0 for one that was not. */
  readonly #order: Int32Array;
  readonly #low: Int32Array;
  readonly #cursor: Int32Array;
  readonly #path: number[] = [];
  readonly #work: number[] = [];
  #clock = 0;

  constructor(count: number, adjacent: Adjacency, edges: Edges) {
    this.#adjacent = adjacent;
    this.#edges = edges;
    this.of = new Int32Array(count).fill(-1);
    this.#order = new Int32Array(count);
    this.#low = new Int32Array(count);
    this.#cursor = adjacent.start.slice(0, count);
  }

  /** Visits what a root leads to and was not visited before. */
  from(root: number): void {
    if (this.#order[root]) return;
    const { start } = this.#adjacent;
    this.#work.push(root);
    while (this.#work.length > 0) {
      const node = this.#work[this.#work.length - 1] as number;
      if (!this.#order[node]) {
        this.#order[node] = this.#low[node] = ++this.#clock;
        this.#path.push(node);
      }
      const at = this.#cursor[node] ?? 0;
      if (at < (start[node + 1] ?? 0)) this.#follow(node, at);
      else this.#leave(node);
    }
  }

  /** Follows the edge at a position of the adjacency. */
  #follow(node: number, at: number): void {
    this.#cursor[node] = at + 1;
    const to = this.#edges[this.#adjacent.list[at] ?? -1]?.to ?? -1;
    if (to < 0) return;
    if (!this.#order[to]) this.#work.push(to);
    else if (this.of[to] === -1) this.#low[node] = Math.min(this.#low[node] ?? 0, this.#order[to] ?? 0);
  }

  /** Ends the visit of a node whose edges were all followed; it may be the root of a component. */
  #leave(node: number): void {
    const low = this.#low[node] ?? 0;
    this.#work.pop();
    const parent = this.#work[this.#work.length - 1];
    if (parent !== undefined) this.#low[parent] = Math.min(this.#low[parent] ?? 0, low);
    if (low !== this.#order[node]) return;
    for (let member = this.#path.pop(); member !== undefined; member = this.#path.pop()) {
      this.of[member] = this.found;
      if (member === node) break;
    }
    this.found++;
  }
}

/** Puts the nodes in order of their components, by counting. */
function grouped(of: Int32Array, count: number): Components {
  const start = new Int32Array(count + 1);
  for (const component of of) start[component + 1] = (start[component + 1] ?? 0) + 1;
  for (let at = 1; at <= count; at++) start[at] = (start[at] ?? 0) + (start[at - 1] ?? 0);
  const next = start.slice();
  const list = new Int32Array(of.length);
  for (let node = 0; node < of.length; node++) {
    const component = of[node] ?? 0;
    const at = next[component] ?? 0;
    list[at] = node;
    next[component] = at + 1;
  }
  return { of, count, members: (component) => [...list.subarray(start[component], start[component + 1])] };
}
