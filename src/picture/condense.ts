import { chained } from './chains.ts';
import type { Picture, PictureEdge, PictureNode } from './picture.ts';
import { isMarked } from './picture.ts';
import { markOf, type Union, type UnionEdge, type UnionNode, worse } from './union.ts';
import type { ViewNode } from './view.ts';

/** Transitions that may replace a step that is left out; a step with more stays, so that pictures do not grow. */
const MOST_PAIRS = 64;

/**
 * The picture of a flow: steps that only lead on become transitions, steps that the caller does not notice are left out unless
 * they are marked, transitions between the same steps become one, and steps that follow each other share a box.
 */
export function condense(graph: Union): Picture {
  const open = new Graph(graph);
  let quiet = 0;
  for (const [at, each] of graph.nodes.entries()) {
    if (!open.canLeaveOut(at)) continue;
    open.leaveOut(at);
    if (each.node.visibility === 'quiet') quiet++;
  }
  const { nodes, edges } = open.result();
  return chained({ nodes, edges, containers: graph.containers, quiet });
}

/** A graph from which nodes are taken out one by one. */
class Graph {
  readonly #graph: Union;
  readonly #into: Set<UnionEdge>[];
  readonly #out: Set<UnionEdge>[];
  readonly #gone: Uint8Array;

  constructor(graph: Union) {
    this.#graph = graph;
    this.#into = graph.nodes.map(() => new Set());
    this.#out = graph.nodes.map(() => new Set());
    this.#gone = new Uint8Array(graph.nodes.length);
    for (const edge of graph.edges) this.#add(edge);
  }

  #add(edge: UnionEdge): void {
    this.#out[edge.from]?.add(edge);
    this.#into[edge.to]?.add(edge);
  }

  /** A step may be left out where the call goes on in one way in each version, and not to itself. */
  canLeaveOut(at: number): boolean {
    const each = this.#graph.nodes[at];
    const [into, out] = [this.#into[at], this.#out[at]];
    if (!each || !into || !out || each.node.visibility === 'shown' || into.size === 0 || out.size === 0)
      return false;
    if (each.node.visibility === 'quiet' && isNoted(each, this.#graph.compared)) return false;
    if (into.size * out.size > MOST_PAIRS) return false;
    for (const bit of [1, 2]) {
      const ways = [...out].filter(({ presence }) => (presence & bit) !== 0).length;
      if ((each.presence & bit) !== 0 ? ways !== 1 : ways !== 0) return false;
    }
    return [...out].every(({ to }) => to !== at);
  }

  leaveOut(at: number): void {
    const each = this.#graph.nodes[at];
    const [into, out] = [[...(this.#into[at] ?? [])], [...(this.#out[at] ?? [])]];
    this.#gone[at] = 1;
    for (const edge of into) this.#out[edge.from]?.delete(edge);
    for (const edge of out) this.#into[edge.to]?.delete(edge);
    for (const first of into) {
      for (const second of out) {
        const presence = first.presence & second.presence;
        if (presence === 0) continue;
        this.#add({
          from: first.from,
          to: second.to,
          labels: joined(first.labels, second.labels),
          parts: [...new Set([...first.parts, ...(each ? [each.part] : []), ...second.parts])],
          presence,
          changed: first.changed || second.changed || (each?.changed ?? false),
          flag: worse(worse(first.flag, second.flag), each?.flag),
        });
      }
    }
  }

  result(): { nodes: PictureNode[]; edges: PictureEdge[] } {
    const { compared, nodes } = this.#graph;
    const place = new Map<number, number>();
    const kept: PictureNode[] = [];
    for (const [at, each] of nodes.entries()) {
      if (this.#gone[at]) continue;
      place.set(at, kept.length);
      kept.push(drawn(each, compared));
    }
    const groups = new Map<string, PictureEdge>();
    for (const edges of this.#out) {
      for (const edge of edges) {
        const [from, to] = [place.get(edge.from), place.get(edge.to)];
        if (from === undefined || to === undefined) continue;
        const mark = markOf(edge, compared);
        const key = `${from} ${to} ${mark} ${edge.flag}`;
        const known = groups.get(key);
        const { parts, flag } = edge;
        // A transition without a label would hide that the others are choices.
        const labels = known
          ? [...known.labels, ...(edge.labels.length > 0 ? edge.labels : ['otherwise'])]
          : edge.labels;
        groups.set(key, {
          from,
          to,
          mark,
          flag,
          labels: [...new Set(labels)],
          parts: known ? [...known.parts, ...parts] : parts,
        });
      }
    }
    return { nodes: kept, edges: [...groups.values()] };
  }
}

function isNoted(each: UnionNode, compared: boolean): boolean {
  return isMarked({ mark: markOf(each, compared), flag: each.flag });
}

function joined(first: readonly string[], second: readonly string[]): readonly string[] {
  if (first.length === 0) return second;
  if (second.length === 0) return first;
  if (second.every((each) => each === 'then')) return first;
  return first.length === 1 && second.length === 1 ? [`${first[0]}, ${second[0]}`] : [...first, ...second];
}

function drawn(each: UnionNode, compared: boolean): PictureNode {
  const words = wordsOf(each.node);
  const earlier = each.earlier && wordsOf(each.earlier);
  const differs = earlier && JSON.stringify(earlier) !== JSON.stringify(words);
  return {
    role: each.node.role,
    ...words,
    ...(differs ? { earlier } : {}),
    mark: markOf(each, compared),
    flag: each.flag,
    container: each.container,
    parts: [each.part],
  };
}

function wordsOf({ role, title, text }: ViewNode): {
  readonly title: string;
  readonly lines: readonly string[];
} {
  const bold = role === 'start' || role === 'menu' || role === 'task';
  return { title: bold ? title : '', lines: [...(bold ? [] : [title]), ...(text === '' ? [] : [text])] };
}
