import { isMarked, type Picture, type PictureEdge, type PictureNode, type PictureRole } from './picture.ts';

/** Steps that may share a box with those before and after them. */
const PLAIN: ReadonlySet<PictureRole> = new Set(['start', 'task', 'prompt', 'step', 'data']);
/** Steps that may take the title of the task that begins with them. */
const JOINS: ReadonlySet<PictureRole> = new Set(['input', 'decision', 'transfer']);
/** Lines of one box; the steps beyond them are counted. */
const MOST_LINES = 6;

/** Puts steps that follow each other without a choice into one box. Marked steps keep a box of their own. */
export function chained(picture: Picture): Picture {
  const { nodes, edges } = picture;
  const next = followers(picture);
  const inside = new Set([...next.values()].map(({ to }) => to));
  const place = new Map<number, number>();
  const boxes: PictureNode[] = [];
  const put = (start: number) => {
    const members: PictureNode[] = [];
    for (let at: number | undefined = start; at !== undefined && !place.has(at); at = next.get(at)?.to) {
      place.set(at, boxes.length);
      const node = nodes[at];
      if (node) members.push(node);
    }
    boxes.push(box(members));
  };
  for (const at of nodes.keys()) if (!inside.has(at)) put(at);
  // What is left is a circle of plain steps without a way in.
  for (const at of nodes.keys()) if (!place.has(at)) put(at);
  const within = new Set([...next.values()].filter(({ from, to }) => place.get(from) === place.get(to)));
  return {
    ...picture,
    nodes: boxes,
    edges: edges
      .filter((edge) => !within.has(edge))
      .map((edge) => ({ ...edge, from: place.get(edge.from) ?? 0, to: place.get(edge.to) ?? 0 })),
  };
}

/** For each step that can share a box with the one after it the transition between them. */
function followers({ nodes, edges }: Picture): ReadonlyMap<number, PictureEdge> {
  const into = nodes.map(() => 0);
  const out = nodes.map((): PictureEdge[] => []);
  for (const edge of edges) {
    out[edge.from]?.push(edge);
    into[edge.to] = (into[edge.to] ?? 0) + 1;
  }
  const next = new Map<number, PictureEdge>();
  for (const [at, node] of nodes.entries()) {
    const [edge, more] = out[at] ?? [];
    if (!edge || more || edge.to === at || into[edge.to] !== 1) continue;
    const target = nodes[edge.to];
    if (edge.labels.length === 0 && !isMarked(edge) && target && canShare(node, target)) next.set(at, edge);
  }
  return next;
}

function canShare(node: PictureNode, target: PictureNode): boolean {
  if (isMarked(node) || isMarked(target) || node.container !== target.container) return false;
  if (target.role === 'start' || target.role === 'task' || !PLAIN.has(node.role)) return false;
  return PLAIN.has(target.role) || (node.role === 'task' && JOINS.has(target.role));
}

function box(members: readonly PictureNode[]): PictureNode {
  const [first, ...rest] = members as readonly [PictureNode, ...PictureNode[]];
  if (rest.length === 0) return first;
  const lines = members.flatMap((each) => each.lines);
  const left = lines.length - MOST_LINES;
  const shown = left > 1 ? [...lines.slice(0, MOST_LINES - 1), `… and ${left + 1} more steps`] : lines;
  const last = members.at(-1) ?? first;
  const plain = first.role === 'start' || first.role === 'task' ? first.role : 'step';
  const speaks = members.every((each) => each.role === 'prompt');
  const role = speaks ? 'prompt' : JOINS.has(last.role) ? last.role : plain;
  return { ...first, role, lines: shown, parts: members.flatMap(({ parts }) => parts) };
}
