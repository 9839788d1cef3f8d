import type { Picture } from './picture.ts';
import { labelWidth, nodeWidth } from './text-size.ts';

/** Pixels between two columns of boxes, labels aside. */
const GAP = 40;

/** Where the boxes of a picture stand that a layered layout draws from left to right. */
export interface Columns {
  /** The column of each box. */
  readonly of: readonly number[];
  /** The left edge of each column, in pixels at 16 px of text, and at the end the width of the picture. */
  readonly left: readonly number[];
  /** Indexes of the transitions that lead back to a box on the way to them, those from a box to itself left out. */
  readonly back: readonly number[];
}

/** The columns of a picture, as wide as they can become: one more than that of any box before it. Linear in its size. */
export function columnsOf({ nodes, edges }: Pick<Picture, 'nodes' | 'edges'>): Columns {
  const { of, back } = ranks(nodes.length, edges);
  const count = 1 + of.reduce((max, each) => Math.max(max, each), 0);
  const boxes = Array.from({ length: count }, () => 0);
  const labels = Array.from({ length: count }, () => 0);
  for (const [at, node] of nodes.entries()) {
    const column = of[at] ?? 0;
    boxes[column] = Math.max(boxes[column] ?? 0, nodeWidth(node));
  }
  for (const edge of edges) {
    const sum = (of[edge.from] ?? 0) + (of[edge.to] ?? 0);
    // A label stands in the middle of its transition: between two columns, or in one.
    const space = sum % 2 === 0 && edge.from !== edge.to ? boxes : labels;
    const column = Math.floor(sum / 2);
    space[column] = Math.max(space[column] ?? 0, labelWidth(edge));
  }
  const left = [0];
  for (const [column, width] of boxes.entries())
    left.push((left[column] ?? 0) + width + GAP + (labels[column] ?? 0));
  return { of, left, back };
}

/** The longest path to each node, over the edges that do not lead back to a node on the way there. */
function ranks(
  count: number,
  edges: readonly { readonly from: number; readonly to: number }[],
): { readonly of: readonly number[]; readonly back: readonly number[] } {
  const out = Array.from({ length: count }, (): number[] => []);
  for (const [at, { from }] of edges.entries()) out[from]?.push(at);
  const back: number[] = [];
  const order: number[] = [];
  const state = new Uint8Array(count);
  const onward = Array.from({ length: count }, (): number[] => []);
  for (let start = 0; start < count; start++) {
    if (state[start] !== 0) continue;
    const open: { at: number; next: number }[] = [{ at: start, next: 0 }];
    state[start] = 1;
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const edge = out[top.at]?.[top.next++];
      const to = edge === undefined ? undefined : edges[edge]?.to;
      if (edge === undefined || to === undefined) {
        state[top.at] = 2;
        order.push(top.at);
        open.pop();
      } else if (state[to] === 1) {
        if (to !== top.at) back.push(edge);
      } else {
        onward[top.at]?.push(to);
        if (state[to] === 0) {
          state[to] = 1;
          open.push({ at: to, next: 0 });
        }
      }
    }
  }
  const rank = Array.from({ length: count }, () => 0);
  for (const at of order.toReversed())
    for (const to of onward[at] ?? []) rank[to] = Math.max(rank[to] ?? 0, (rank[at] ?? 0) + 1);
  return { of: rank, back };
}
