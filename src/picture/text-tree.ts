import { visible } from '../source/invisible.ts';
import type { Picture, PictureEdge, PictureNode } from './picture.ts';

/** How much of a flow a tree shows. */
export interface TreeSize {
  readonly lines: number;
  /** Levels below the start. */
  readonly depth: number;
  /** Characters of one line. */
  readonly width: number;
}

/** A flow as lines of plain text, and how many of its steps have none. */
export interface TextTree {
  readonly lines: readonly string[];
  readonly left: number;
}

/** One line: a step, reached by a transition; `follows` where the lines after it show what comes next. */
interface Row {
  readonly node: number;
  readonly edge: PictureEdge | undefined;
  readonly prefix: string;
  readonly branch: string;
  readonly follows: boolean;
}

const MOST_LABELS = 4;

/**
 * A picture as an indented tree for places that show no drawing. Each step is below the first step that leads to it, on a way of as
 * few transitions as possible, and other lines refer to it. Linear in nodes and edges.
 */
export function textTree(picture: Picture, size: TreeSize): TextTree {
  const rows = rowsOf(picture, size);
  const shownAt = new Map<number, number>();
  for (const [at, { node, follows }] of rows.entries()) if (follows) shownAt.set(node, at);
  const sources = new Set(picture.edges.map(({ from }) => from));
  const lines = rows.map((row, at) => {
    const place = sources.has(row.node) ? shownAt.get(row.node) : undefined;
    return cut(lineOf(row, picture.nodes[row.node], place, at), size.width);
  });
  const shown = new Set(rows.map(({ node }) => node));
  return { lines, left: picture.nodes.length - shown.size };
}

/** The lines in their order: depth first through the tree of shortest ways. */
function rowsOf(picture: Picture, size: TreeSize): Row[] {
  const { out, entry, roots } = shortestWays(picture);
  const rows: Row[] = [];
  const open: (Row & { readonly depth: number })[] = roots
    .map((node) => ({ node, edge: undefined, prefix: '', branch: '', follows: true, depth: 0 }))
    .toReversed();
  for (let row = open.pop(); row && rows.length < size.lines; row = open.pop()) {
    const { depth, ...shown } = row;
    rows.push(shown);
    if (!row.follows || depth >= size.depth) continue;
    const edges = out[row.node] ?? [];
    const prefix = row.prefix + continued(row.branch);
    for (const [at, edge] of [...edges.entries()].toReversed()) {
      const branch = at === edges.length - 1 ? '└─ ' : '├─ ';
      open.push({ node: edge.to, edge, prefix, branch, follows: entry[edge.to] === edge, depth: depth + 1 });
    }
  }
  return rows;
}

function continued(branch: string): string {
  if (branch === '') return '';
  return branch === '└─ ' ? '   ' : '│  ';
}

/** The transitions from each step, and the one by which a search in breadth reached it first; the starts of that search. */
function shortestWays({ nodes, edges }: Picture) {
  const out = nodes.map((): PictureEdge[] => []);
  const isTarget = nodes.map(() => false);
  for (const edge of edges) {
    out[edge.from]?.push(edge);
    if (edge.from !== edge.to) isTarget[edge.to] = true;
  }
  const entry: (PictureEdge | undefined)[] = nodes.map(() => undefined);
  const seen = nodes.map(() => false);
  const roots: number[] = [];
  const all = [...nodes.keys()];
  // Steps that nothing leads to come first; what is left then is a circle without a way in.
  for (const root of [...all.filter((at) => !isTarget[at]), ...all]) {
    if (seen[root]) continue;
    seen[root] = true;
    roots.push(root);
    const queue = [root];
    for (const at of queue) {
      for (const edge of out[at] ?? []) {
        if (seen[edge.to]) continue;
        seen[edge.to] = true;
        entry[edge.to] = edge;
        queue.push(edge.to);
      }
    }
  }
  return { out, entry, roots };
}

function lineOf(
  { edge, prefix, branch, follows }: Row,
  node: PictureNode | undefined,
  shownAt: number | undefined,
  row: number,
): string {
  const where = follows || shownAt === undefined ? '' : ` (see ${shownAt < row ? 'above' : 'below'})`;
  const marks = new Set(
    [edge?.flag, edge?.mark, ...(follows ? [node?.flag, node?.mark] : [])].filter(
      (each) => each !== undefined,
    ),
  );
  const mark = marks.size === 0 ? '' : `[${[...marks].join(', ')}] `;
  const label = labelOf(edge);
  return `${prefix}${branch}${mark}${label === '' ? '' : `${label} → `}${wordsOf(node)}${where}`;
}

function labelOf(edge: PictureEdge | undefined): string {
  const labels = (edge?.labels ?? []).filter((each) => each !== '');
  const left = labels.length - MOST_LABELS;
  return [...labels.slice(0, MOST_LABELS).map(word), ...(left > 0 ? [`${left} more`] : [])].join(', ');
}

function wordsOf(node: PictureNode | undefined): string {
  const [title, lines] = [
    word(node?.title ?? ''),
    (node?.lines ?? []).map(word).filter((each) => each !== ''),
  ];
  const text = lines.join('; ');
  if (title === '' || text === '') return title + text || '(no name)';
  return `${title}: ${text}`;
}

/** No text of one step or label is needed in full, whatever its length. */
function word(text: string): string {
  return visible(text.length > 200 ? `${text.slice(0, 199)}…` : text).trim();
}

function cut(line: string, most: number): string {
  return line.length > most ? `${line.slice(0, most - 1).toWellFormed()}…` : line;
}
