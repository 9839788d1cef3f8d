import { counted } from '../text/plural.ts';
import type { Flag, Mark, Picture, PictureEdge, PictureNode, PictureRole } from './picture.ts';
import { worse } from './union.ts';

/** Menus and tasks of one overview; the rest is counted in one box. */
const MOST_CONTAINERS = 80;
/** Transfers that a box names. */
const MOST_EXITS = 5;

interface Group {
  readonly container: number;
  readonly members: PictureNode[];
  readonly exits: PictureNode[];
  readonly missing: PictureNode[];
}

/** A flow with one box for each menu, task or state, and one for the transfers of each. */
export function overview(picture: Picture): Picture {
  const groups = new Map<number, Group>();
  for (const node of picture.nodes) {
    const group: Group = groups.get(node.container) ?? {
      container: node.container,
      members: [],
      exits: [],
      missing: [],
    };
    groups.set(node.container, group);
    if (node.role === 'transfer') group.exits.push(node);
    else if (node.role === 'missing') group.missing.push(node);
    else group.members.push(node);
  }
  const all = [...groups.values()].filter(({ members, exits }) => members.length + exits.length > 0);
  const ordered = all.length > MOST_CONTAINERS ? all.toSorted((a, b) => weight(b) - weight(a)) : all;
  const shown = ordered.slice(0, MOST_CONTAINERS);
  const nodes: PictureNode[] = [];
  const edges: PictureEdge[] = [];
  const place = new Map<number, number>();
  for (const group of shown) {
    place.set(group.container, nodes.length);
    nodes.push(containerNode(group, picture));
  }
  for (const group of ordered.slice(MOST_CONTAINERS)) place.set(group.container, nodes.length);
  if (ordered.length > shown.length) nodes.push(rest(ordered.slice(MOST_CONTAINERS)));
  for (const group of shown) addExits(group, place.get(group.container) ?? 0, nodes, edges);
  edges.push(...between(picture, place));
  return { ...picture, nodes, edges };
}

/** Marked ones are drawn first. */
function weight({ members, exits }: Group): number {
  return [...members, ...exits].some(({ mark, flag }) => mark !== undefined || flag !== undefined) ? 1 : 0;
}

function containerNode({ container, members, exits }: Group, { containers }: Picture): PictureNode {
  const { title = '', kind = '' } = containers[container] ?? {};
  const everything = [...members, ...exits];
  const steps = everything.reduce((sum, { parts }) => sum + parts.length, 0);
  const role: PictureRole = kind === 'menu' ? 'menu' : kind === 'start' || kind === 'flow' ? 'start' : 'task';
  return {
    role,
    title,
    lines: steps > 1 ? [counted(steps, 'step')] : [],
    mark: markOfAll(everything),
    flag: flagOfAll(everything),
    container,
    parts: everything.flatMap(({ parts }) => parts),
  };
}

function markOfAll(nodes: readonly PictureNode[]): Mark | undefined {
  const marks = new Set(nodes.map(({ mark }) => mark));
  const [first] = marks;
  if (marks.size === 1) return first;
  return marks.size > 1 ? 'changed' : undefined;
}

function flagOfAll(nodes: readonly PictureNode[]): Flag | undefined {
  return nodes.reduce<Flag | undefined>((worst, { flag }) => worse(worst, flag), undefined);
}

function rest(groups: readonly Group[]): PictureNode {
  const members = groups.flatMap((group) => [...group.members, ...group.exits]);
  return {
    role: 'folded',
    title: '',
    lines: [`${groups.length} more ${groups.length === 1 ? 'menu or task' : 'menus and tasks'}`],
    mark: markOfAll(members),
    flag: flagOfAll(members),
    container: -1,
    parts: members.flatMap(({ parts }) => parts),
  };
}

/** The transfers of a menu or task in one box, and its targets that do not exist. */
function addExits(group: Group, from: number, nodes: PictureNode[], edges: PictureEdge[]): void {
  const names = [...new Set(group.exits.flatMap(({ lines }) => lines.slice(0, 1)))];
  const plain = { labels: [], mark: undefined, flag: undefined, parts: [] };
  if (names.length > 0) {
    const left = names.length - MOST_EXITS;
    edges.push({ ...plain, from, to: nodes.length });
    nodes.push({
      role: 'transfer',
      title: '',
      lines: [...names.slice(0, MOST_EXITS), ...(left > 0 ? [`… and ${left} more`] : [])],
      mark: markOfAll(group.exits),
      flag: flagOfAll(group.exits),
      container: group.container,
      parts: group.exits.flatMap(({ parts }) => parts),
    });
  }
  for (const missing of group.missing) {
    edges.push({ ...plain, from, to: nodes.length });
    nodes.push(missing);
  }
}

/** Transitions from one menu or task to another, one for each pair and mark. */
function between({ nodes, edges }: Picture, place: ReadonlyMap<number, number>): PictureEdge[] {
  const found = new Map<string, PictureEdge>();
  for (const edge of edges) {
    const [source, target] = [nodes[edge.from], nodes[edge.to]];
    const [from, to] = [place.get(source?.container ?? -1), place.get(target?.container ?? -1)];
    if (from === undefined || to === undefined || from === to || target?.role === 'missing') continue;
    const key = `${from} ${to} ${edge.mark} ${edge.flag}`;
    const known = found.get(key);
    // Inside a task a label such as "yes" says nothing without the step that it belongs to.
    const labels = source?.role === 'menu' ? edge.labels : [];
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
