import { focusOn } from './focus.ts';
import { overview } from './overview.ts';
import { isMarked, type Picture } from './picture.ts';

/** Boxes up to which a flow is drawn as a whole. */
export const MOST_WHOLE = 40;

/** One of the diagrams of a flow. */
export interface Diagram {
  /** The menu or task that it shows; empty for the flow as a whole. */
  readonly title: string;
  readonly picture: Picture;
  /** It has a mark or a finding. */
  readonly marked: boolean;
}

/**
 * The diagrams of a flow by its size: the whole flow, or an overview of its menus and tasks and one diagram for each of these that
 * has a change or a finding.
 */
export function diagramsOf(picture: Picture): readonly Diagram[] {
  const { nodes, edges, containers } = picture;
  const anyMark = nodes.some(isMarked) || edges.some(isMarked);
  if (nodes.length <= MOST_WHOLE) return [{ title: '', picture, marked: anyMark }];
  const first: Diagram = { title: '', picture: overview(picture), marked: anyMark };
  const ranks = new Map<number, number>();
  const note = (container: number, each: Parameters<typeof isMarked>[0]) => {
    if (!isMarked(each)) return;
    const rank = each.flag === 'error' ? 0 : each.mark === undefined ? 2 : 1;
    ranks.set(container, Math.min(rank, ranks.get(container) ?? rank));
  };
  for (const node of nodes) note(node.container, node);
  for (const edge of edges) note(nodes[edge.from]?.container ?? 0, edge);
  const marked = [...ranks].toSorted(([a, x], [b, y]) => x - y || a - b);
  return [
    first,
    ...marked.map(([container]) => ({
      title: containers[container]?.title ?? '',
      picture: focusOn(picture, container),
      marked: true,
    })),
  ];
}
