import dagre from '@dagrejs/dagre';
import type { Flag, Mark, Picture, PictureRole } from '../../picture/picture.ts';
import { type Box, labelBox, nodeBox } from './box.ts';

/** Boxes beyond which the layout takes the quicker way, which keeps transitions less short. */
const MOST_EXACT = 150;

/** A box at its place; `x` and `y` are its centre. */
export interface PlacedNode extends Box {
  readonly role: PictureRole;
  /** Its rows in the earlier version, where they differ, and how many of them are bold. */
  readonly earlier?: Pick<Box, 'rows' | 'bold'> | undefined;
  readonly mark?: Mark | undefined;
  readonly flag?: Flag | undefined;
  readonly x: number;
  readonly y: number;
}

/** A transition along its points; `x` and `y` are the centre of its label. */
export interface PlacedEdge extends Box {
  readonly mark?: Mark | undefined;
  readonly flag?: Flag | undefined;
  readonly points: readonly (readonly [number, number])[];
  readonly x: number;
  readonly y: number;
}

/** A picture with a place for everything in it, in pixels. */
export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** Places both versions of a flow in one layered layout, from left to right, so that a step has the same place in both. */
export function placed(picture: Picture): Placed {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  const ranker = picture.nodes.length > MOST_EXACT ? 'longest-path' : 'network-simplex';
  graph.setGraph({ rankdir: 'LR', nodesep: 18, edgesep: 10, ranksep: 36, marginx: 12, marginy: 12, ranker });
  const boxes = picture.nodes.map((node) => nodeBox(node));
  const earlier = picture.nodes.map((node) => node.earlier && nodeBox({ ...node, ...node.earlier }));
  // A box has space for what it says in either version.
  for (const [at, box] of boxes.entries()) {
    const other = earlier[at];
    if (other)
      boxes[at] = {
        ...box,
        width: Math.max(box.width, other.width),
        height: Math.max(box.height, other.height),
      };
  }
  for (const [at, { width, height }] of boxes.entries()) graph.setNode(`${at}`, { width, height });
  const labels = picture.edges.map(labelBox);
  for (const [at, { from, to }] of picture.edges.entries()) {
    const { width = 0, height = 0 } = labels[at] ?? {};
    graph.setEdge(`${from}`, `${to}`, { width, height, labelpos: 'c' }, `${at}`);
  }
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes: picture.nodes.map(({ role, mark, flag }, at): PlacedNode => {
      const { x, y } = graph.node(`${at}`) as { x: number; y: number };
      const old = earlier[at];
      const before = old && { rows: old.rows, bold: old.bold };
      return { ...(boxes[at] as Box), role, earlier: before, mark, flag, x: Math.round(x), y: Math.round(y) };
    }),
    edges: picture.edges.map(({ from, to, mark, flag }, at): PlacedEdge => {
      const edge = graph.edge(`${from}`, `${to}`, `${at}`) as {
        points?: { x: number; y: number }[];
        x?: number;
        y?: number;
      };
      const points = (edge.points ?? []).map(({ x, y }): [number, number] => [Math.round(x), Math.round(y)]);
      return {
        ...(labels[at] as Box),
        mark,
        flag,
        points,
        x: Math.round(edge.x ?? 0),
        y: Math.round(edge.y ?? 0),
      };
    }),
  };
}
