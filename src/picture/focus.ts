import { groupBy } from '../text/group-by.ts';
import { counted } from '../text/plural.ts';
import { isMarked, type Picture, type PictureEdge, type PictureNode } from './picture.ts';

/** Boxes of one diagram; changed steps beyond them are counted. */
const MOST_NODES = 100;

/**
 * One menu, task or state: its marked steps with one step of context. The other steps of it are folded into boxes that count them;
 * steps elsewhere are named by the menu or task that they are in.
 */
export function focusOn(picture: Picture, container: number): Picture {
  const { nodes, edges } = picture;
  const own = (at: number) => nodes[at]?.container === container;
  const kept = new Set<number>();
  for (const [at, node] of nodes.entries()) if (own(at) && isMarked(node)) kept.add(at);
  for (const edge of edges) {
    if (!isMarked(edge) || !own(edge.from)) continue;
    kept.add(edge.from);
    kept.add(edge.to);
  }
  const seeds = new Set([...kept].slice(0, MOST_NODES / 2));
  const context = new Set(seeds);
  for (const { from, to } of edges) {
    if (context.size >= MOST_NODES) break;
    if (seeds.has(from) && own(from)) context.add(to);
    if (seeds.has(to) && own(to)) context.add(from);
  }
  const entry = nodes.findIndex((node, at) => own(at) && node.title !== '');
  if (entry >= 0) context.add(entry);
  const group = foldedGroups(picture, (at) => own(at) && !context.has(at));
  return drawn(picture, container, context, group);
}

/** For each step to be folded the number of the connected group that it is in. */
function foldedGroups(
  { nodes, edges }: Picture,
  isFolded: (at: number) => boolean,
): ReadonlyMap<number, number> {
  const beside = new Map<number, number[]>();
  for (const at of nodes.keys()) if (isFolded(at)) beside.set(at, []);
  for (const { from, to } of edges) {
    if (!beside.has(from) || !beside.has(to)) continue;
    beside.get(from)?.push(to);
    beside.get(to)?.push(from);
  }
  const group = new Map<number, number>();
  let count = 0;
  for (const start of beside.keys()) {
    if (group.has(start)) continue;
    const open = [start];
    group.set(start, count);
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const next of beside.get(at) ?? []) {
        if (group.has(next)) continue;
        group.set(next, count);
        open.push(next);
      }
    }
    count++;
  }
  return group;
}

function drawn(
  { nodes, edges, containers, quiet }: Picture,
  container: number,
  context: ReadonlySet<number>,
  group: ReadonlyMap<number, number>,
): Picture {
  const place = new Map<number, number>();
  const shown: PictureNode[] = [];
  for (const [at, node] of nodes.entries()) {
    if (!context.has(at)) continue;
    place.set(at, shown.length);
    shown.push(
      node.container === container ? node : elsewhere(node, containers[node.container]?.title ?? ''),
    );
  }
  const members = groupBy(group.keys(), (at) => group.get(at) ?? 0);
  for (const [, each] of members) {
    for (const at of each) place.set(at, shown.length);
    shown.push(
      folded(
        each.map((at) => nodes[at]).filter((node) => node !== undefined),
        container,
      ),
    );
  }
  const own = edges.filter(({ from, to }) => [from, to].some((at) => nodes[at]?.container === container));
  return { nodes: shown, edges: between(own, place, group), containers, quiet };
}

/** The transitions between the boxes that are drawn, one for each pair and mark. */
function between(
  edges: readonly PictureEdge[],
  place: ReadonlyMap<number, number>,
  group: ReadonlyMap<number, number>,
): PictureEdge[] {
  const found = new Map<string, PictureEdge>();
  for (const edge of edges) {
    const [from, to] = [place.get(edge.from), place.get(edge.to)];
    const isFolded = group.has(edge.from);
    if (from === undefined || to === undefined || (from === to && isFolded)) continue;
    const key = `${from} ${to} ${edge.mark} ${edge.flag}`;
    const known = found.get(key);
    const labels = isFolded ? [] : edge.labels;
    found.set(key, {
      ...edge,
      from,
      to,
      labels: [...new Set([...(known?.labels ?? []), ...labels])],
      parts: [...(known?.parts ?? []), ...edge.parts],
    });
  }
  return [...found.values()];
}

function elsewhere(node: PictureNode, title: string): PictureNode {
  if (node.role === 'start' || node.role === 'missing') return node;
  const name = node.title === '' ? (node.lines[0] ?? '') : node.title;
  return {
    ...node,
    role: 'elsewhere',
    title: '',
    lines: title === '' || title === name ? [name] : [title, name],
  };
}

function folded(members: readonly PictureNode[], container: number): PictureNode {
  const steps = members.reduce((sum, { parts }) => sum + parts.length, 0);
  const marked = members.filter(isMarked);
  const words =
    marked.length > 0
      ? `${counted(steps, 'more step')}, ${marked.length} of them changed`
      : counted(steps, 'unchanged step');
  return {
    role: 'folded',
    title: '',
    lines: [words],
    mark: marked.length > 0 ? 'changed' : undefined,
    flag: marked.find(({ flag }) => flag !== undefined)?.flag,
    container,
    parts: members.flatMap(({ parts }) => parts),
  };
}
