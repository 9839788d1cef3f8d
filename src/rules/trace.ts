import { type Hop, rangeOf } from '../findings/finding.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { FlowEdge, FlowGraph } from '../flow/graph.ts';
import type { Place } from '../source/layers.ts';

/** Steps of a path that a message spells out; the finding carries all of them. */
const SHOWN = 8;

/** The path of a finding, hop by hop with its lines. */
export function hops(graph: FlowGraph, path: readonly number[]): Hop[] {
  return path.flatMap((at) => {
    const node = graph.nodes[at];
    if (!node) return [];
    const place = graph.locate(node.at, 'key');
    return [{ node: node.key, line: rangeOf(place.document, place.span).line }];
  });
}

/** A path for a message: `a → b → c`, cut in the middle if it is long. */
export function pathText(graph: FlowGraph, path: readonly number[]): string {
  const names = path.map((at) => graph.nodes[at]?.key ?? '?');
  if (names.length <= SHOWN) return names.join(' → ');
  const tail = 2;
  const left = names.length - SHOWN;
  return [...names.slice(0, SHOWN - tail), `… ${left} more …`, ...names.slice(-tail)].join(' → ');
}

export { some } from '../text/names.ts';

/** Where a cycle is reported: at the transition that closes it. */
export function cyclePlace(
  graph: FlowGraph,
  analysis: Analysis,
  cycle: readonly number[],
): { place: Place; nodes: string[]; trace: Hop[] } {
  const [from, to] = [cycle.at(-2) ?? -1, cycle.at(-1) ?? -1];
  const closing = analysis.declared(from).find((edge) => edge.to === to);
  return {
    place: closing ? graph.locate(closing.at) : graph.locate(graph.nodes[from]?.at ?? []),
    nodes: [...new Set(cycle.map((at) => graph.nodes[at]?.key ?? ''))],
    trace: hops(graph, cycle),
  };
}

/** The edges that leave a node and lead somewhere. */
export function outgoing(graph: FlowGraph, analysis: Analysis, node: number): FlowEdge[] {
  const { start, list } = analysis.out;
  const edges: FlowEdge[] = [];
  for (let at = start[node] ?? 0; at < (start[node + 1] ?? 0); at++) {
    const edge = graph.edges[list[at] ?? -1];
    if (edge) edges.push(edge);
  }
  return edges;
}
