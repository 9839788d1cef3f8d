import { type Columns, columnsOf } from './columns.ts';
import { isMarked, type Picture, type PictureEdge, type PictureNode } from './picture.ts';

/** Cuts of one picture at most; beyond them it is as wide as it is. */
const MOST_CUTS = 60;
/** The share of the width up to which transitions may lead back. */
const MOST_WITH_CIRCLES = 0.55;

/** A part of a picture that is connected in itself, by the indexes of its boxes. */
export type Piece = readonly number[];

/**
 * The picture in pieces that are no wider than `most` pixels at 16 px of text. Where a flow would run on too far to the right, the
 * steps behind one step become a piece of their own, and a numbered box leads there.
 */
export function inPieces(
  picture: Picture,
  most: number,
): { readonly picture: Picture; readonly pieces: readonly Piece[] } {
  const cutter = new Cutter(picture);
  const open = cutter.pieces();
  const done: Piece[] = [];
  for (let cuts = 0; open.length > 0; ) {
    const piece = open.shift() ?? [];
    const parts = cuts < MOST_CUTS ? cutter.cut(piece, most) : undefined;
    if (parts) {
      cuts++;
      open.unshift(...parts);
    } else done.push(piece);
  }
  return { picture: { ...picture, nodes: cutter.nodes, edges: cutter.edges }, pieces: done };
}

class Cutter {
  readonly nodes: PictureNode[];
  edges: PictureEdge[];
  /** The number of each step that a cut transition leads to. */
  readonly #numbers = new Map<number, number>();
  readonly #entered = new Set<number>();

  constructor({ nodes, edges }: Picture) {
    this.nodes = [...nodes];
    this.edges = [...edges];
  }

  pieces(of: Iterable<number> = this.nodes.keys(), edges: readonly PictureEdge[] = this.edges): Piece[] {
    const beside = new Map<number, number[]>();
    for (const at of of) beside.set(at, []);
    for (const { from, to } of edges) {
      beside.get(from)?.push(to);
      beside.get(to)?.push(from);
    }
    const seen = new Set<number>();
    const found: Piece[] = [];
    for (const start of beside.keys()) {
      if (seen.has(start)) continue;
      const members = [start];
      seen.add(start);
      for (const at of members) {
        for (const next of beside.get(at) ?? []) {
          if (seen.has(next) || !beside.has(next)) continue;
          seen.add(next);
          members.push(next);
        }
      }
      found.push(members.toSorted((a, b) => this.#order(a) - this.#order(b) || a - b));
    }
    return found;
  }

  /** Where a piece begins comes first: a layered layout takes transitions back there for those that lead back. */
  #order(at: number): number {
    const role = this.nodes[at]?.role;
    return role === 'start' ? 0 : role === 'entered' ? 1 : 2;
  }

  /** Cuts a piece that is too wide in two, or more; undefined where it fits, or nothing helps. */
  cut(piece: Piece, most: number): Piece[] | undefined {
    const { nodes, edges, numbers } = this.#part(piece);
    const columns = columnsOf({ nodes, edges });
    const width = columns.left.at(-1) ?? 0;
    // Where a layout breaks a circle is its own choice, and the picture may become as wide as the circle is long.
    if (width > most * MOST_WITH_CIRCLES && columns.back.length > 0) {
      const back = new Set(columns.back.map((at) => numbers[at] ?? -1));
      return this.#redirect(piece, (_, at) => back.has(at));
    }
    if (width <= most) return undefined;
    const region = bestRegion(nodes.length, edges, columns, most);
    if (!region) return undefined;
    const members = new Set([...region].map((index) => piece[index] ?? -1));
    return this.#redirect(piece, ({ from, to }) => members.has(from) !== members.has(to));
  }

  /** The boxes and transitions of a piece, with the number of each transition in the picture. */
  #part(piece: Piece): { nodes: PictureNode[]; edges: PictureEdge[]; numbers: number[] } {
    const place = new Map(piece.map((at, index) => [at, index]));
    const edges: PictureEdge[] = [];
    const numbers: number[] = [];
    for (const [at, edge] of this.edges.entries()) {
      const [from, to] = [place.get(edge.from), place.get(edge.to)];
      if (from === undefined || to === undefined) continue;
      edges.push({ ...edge, from, to });
      numbers.push(at);
    }
    return { nodes: piece.flatMap((at) => this.nodes[at] ?? []), edges, numbers };
  }

  /** Lets transitions within a piece lead to numbered boxes instead of their targets. */
  #redirect(piece: Piece, isCut: (edge: PictureEdge, at: number) => boolean): Piece[] {
    const members = new Set(piece);
    const before = this.nodes.length;
    const signs = new Map<string, number>();
    const kept: PictureEdge[] = [];
    const cutEdges = this.edges.map(
      (edge, at) => members.has(edge.from) && members.has(edge.to) && isCut(edge, at),
    );
    const sides = this.pieces(
      piece,
      this.edges.filter((_, at) => !cutEdges[at]),
    );
    const side = new Map(sides.flatMap((each, number) => each.map((at): [number, number] => [at, number])));
    for (const [at, edge] of this.edges.entries()) {
      if (!cutEdges[at]) {
        kept.push(edge);
        continue;
      }
      const key = `${side.get(edge.from)} ${edge.to}`;
      const copies = this.#isEnd(edge.to);
      const sign = signs.get(key) ?? (copies ? this.#copy(edge.to) : this.#sign(edge.to, true));
      signs.set(key, sign);
      kept.push({ ...edge, to: sign });
      if (copies || this.#entered.has(edge.to)) continue;
      this.#entered.add(edge.to);
      const entry = this.#sign(edge.to, false);
      kept.push({ from: entry, to: edge.to, labels: [], mark: undefined, flag: undefined, parts: [] });
    }
    this.edges = kept;
    const left = new Set(kept.flatMap(({ from, to }) => [from, to]));
    const alone = (at: number) => !left.has(at) && piece.length > 1;
    const added = Array.from({ length: this.nodes.length - before }, (_, at) => before + at);
    return this.pieces([...piece, ...added].filter((at) => !alone(at))).toSorted(
      (a, b) => (a[0] ?? 0) - (b[0] ?? 0),
    );
  }

  /** True for an end of the call without a mark, and for a box that leads elsewhere: these may be drawn several times. */
  #isEnd(at: number): boolean {
    const node = this.nodes[at];
    if (!node || isMarked(node) || this.edges.some(({ from }) => from === at)) return false;
    return node.role === 'elsewhere' || node.role === 'end' || node.role === 'transfer';
  }

  #copy(at: number): number {
    const node = this.nodes[at];
    if (node) this.nodes.push(node);
    return this.nodes.length - 1;
  }

  /** A box that leads to a step elsewhere, or that says that this step is led to from elsewhere. */
  #sign(target: number, leads: boolean): number {
    const number = this.#numbers.get(target) ?? this.#numbers.size + 1;
    this.#numbers.set(target, number);
    const node = this.nodes[target];
    const name = node ? nameOf(node) : '';
    this.nodes.push({
      role: leads ? 'elsewhere' : 'entered',
      title: '',
      lines: [leads ? `${number} ${name}` : `${number}`],
      mark: undefined,
      flag: undefined,
      container: node?.container ?? -1,
      parts: [],
    });
    return this.nodes.length - 1;
  }
}

function nameOf({ title, lines }: PictureNode): string {
  const name = title === '' ? (lines[0] ?? '') : title;
  return name.length > 22 ? `${name.slice(0, 21)}…` : name;
}

/** The steps behind one step, chosen so that few transitions are cut and the rest of the piece becomes narrower. */
function bestRegion(
  count: number,
  edges: readonly PictureEdge[],
  { of, left }: Pick<Columns, 'of' | 'left'>,
  most: number,
): ReadonlySet<number> | undefined {
  const out = Array.from({ length: count }, (): number[] => []);
  const into = new Uint32Array(count);
  for (const { from, to } of edges) {
    out[from]?.push(to);
    if (from !== to) into[to] = (into[to] ?? 0) + 1;
  }
  const sources = [...into.keys()].filter((at) => into[at] === 0);
  if (sources.length === 0) sources.push(0);
  let best: { readonly region: ReadonlySet<number>; readonly score: number } | undefined;
  for (let at = 0; at < count; at++) {
    const start = left[of[at] ?? 0] ?? 0;
    if (start < most * 0.2 || start > most || sources.includes(at)) continue;
    const region = behind(at, count, out, sources);
    const reachesOut = [...region].some((each) => (left[(of[each] ?? 0) + 1] ?? 0) > most);
    if (region.size < 2 || region.size > count - 2 || !reachesOut) continue;
    const targets = new Set(
      edges.filter(({ from, to }) => region.has(from) && !region.has(to)).map(({ to }) => to),
    );
    const score = targets.size * 2 + Math.abs(start - most * 0.55) / most;
    if (!best || score < best.score) best = { region, score };
  }
  return best?.region ?? beyond(count, of, left, most);
}

/** Where no step leads to all that is too far to the right: everything from the middle on. */
function beyond(
  count: number,
  of: readonly number[],
  left: readonly number[],
  most: number,
): ReadonlySet<number> | undefined {
  const region = new Set<number>();
  for (let at = 0; at < count; at++) if ((left[(of[at] ?? 0) + 1] ?? 0) > most * 0.6) region.add(at);
  return region.size > 0 && region.size < count ? region : undefined;
}

/** The steps that a call reaches only through one step, itself included. */
function behind(
  at: number,
  count: number,
  out: readonly (readonly number[])[],
  sources: readonly number[],
): ReadonlySet<number> {
  const seen = new Uint8Array(count);
  seen[at] = 1;
  const open = sources.filter((each) => each !== at);
  for (const each of open) seen[each] = 1;
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    for (const to of out[each] ?? []) {
      if (seen[to]) continue;
      seen[to] = 1;
      open.push(to);
    }
  }
  const region = new Set([at]);
  for (let each = 0; each < count; each++) if (!seen[each]) region.add(each);
  return region;
}
