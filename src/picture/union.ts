import type { Path } from '../source/document.ts';
import type { Flag, Mark } from './picture.ts';
import { type CallerView, pathKey, type ViewNode } from './view.ts';

/** The earlier version of a flow, and which of its parts are which parts of the later one. */
export interface Comparison {
  readonly before: CallerView;
  /** The key of a part of the earlier version: that of the same part in the later one, or one of its own where it is gone. */
  keyOf(path: Path): string;
  /** Keys of the parts that are in both versions and differ. */
  readonly changed: ReadonlySet<string>;
}

/** What is to be drawn of a flow. */
export interface Subject {
  readonly view: CallerView;
  readonly comparison: Comparison | undefined;
  /** Findings by the key of the part that they are about. */
  readonly flags: ReadonlyMap<string, Flag>;
}

/** In which versions something is, as bits. */
export const BEFORE = 1;
export const AFTER = 2;

/** A step of either version. */
export interface UnionNode {
  readonly node: ViewNode;
  readonly part: string;
  readonly container: number;
  /** The step in the earlier version, where it is in both. */
  earlier: ViewNode | undefined;
  presence: number;
  changed: boolean;
  flag: Flag | undefined;
}

/** A transition of either version. */
export interface UnionEdge {
  readonly from: number;
  readonly to: number;
  readonly labels: readonly string[];
  readonly parts: readonly string[];
  presence: number;
  readonly changed: boolean;
  readonly flag: Flag | undefined;
}

/** Both versions of a flow as one graph. */
export interface Union {
  readonly nodes: readonly UnionNode[];
  readonly edges: readonly UnionEdge[];
  readonly containers: readonly { readonly title: string; readonly kind: string }[];
  /** False where there is only one version, so that nothing is added or removed. */
  readonly compared: boolean;
}

/** Puts the two versions of a flow on top of each other: what is in both is there once. Linear in the size of both. */
export function union({ view, comparison, flags }: Subject): Union {
  const nodes: UnionNode[] = [];
  const index = new Map<string, number>();
  const containers: { title: string; kind: string }[] = [];
  const containerIndex = new Map<string, number>();
  const edges = new Map<string, UnionEdge>();
  const add = (each: CallerView, presence: number, keyOf: (path: Path) => string) => {
    const homes = each.containers.map(({ at, title, kind }) => {
      const key = keyOf(at);
      const known = containerIndex.get(key);
      if (known !== undefined) return known;
      containers.push({ title, kind });
      containerIndex.set(key, containers.length - 1);
      return containers.length - 1;
    });
    const places = each.nodes.map((node) => {
      const part = keyOf(node.at);
      const key = `${part}\u0001${node.suffix}`;
      const known = index.get(key);
      const there = known === undefined ? undefined : nodes[known];
      if (known !== undefined && there) {
        there.presence |= presence;
        if (presence === BEFORE) there.earlier = node;
        return known;
      }
      nodes.push({
        node,
        part,
        container: homes[node.container] ?? 0,
        earlier: undefined,
        presence,
        changed: comparison?.changed.has(part) ?? false,
        flag: flags.get(part),
      });
      index.set(key, nodes.length - 1);
      return nodes.length - 1;
    });
    for (const { from, to, label, at } of each.edges) {
      const [source, target] = [places[from] ?? 0, places[to] ?? 0];
      const key = `${source} ${target} ${label}`;
      const known = edges.get(key);
      if (known) known.presence |= presence;
      else {
        const labels = label === '' ? [] : [label];
        edges.set(key, {
          from: source,
          to: target,
          labels,
          parts: [keyOf(at)],
          presence,
          changed: false,
          flag: undefined,
        });
      }
    }
  };
  add(view, AFTER, pathKey);
  if (comparison) add(comparison.before, BEFORE, (path) => comparison.keyOf(path));
  return { nodes, edges: [...edges.values()], containers, compared: comparison !== undefined };
}

/** The mark of something by the versions that it is in. */
export function markOf(
  { presence, changed }: { readonly presence: number; readonly changed: boolean },
  compared: boolean,
): Mark | undefined {
  if (!compared) return undefined;
  if (presence === BEFORE) return 'removed';
  if (presence === AFTER) return 'added';
  return changed ? 'changed' : undefined;
}

/** The worse of two findings. */
export function worse(a: Flag | undefined, b: Flag | undefined): Flag | undefined {
  return a === 'error' || b === 'error' ? 'error' : (a ?? b);
}
