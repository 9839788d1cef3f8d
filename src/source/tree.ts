import type { Path } from './document.ts';

/** Finds children of syntax tree nodes; each node is indexed once, so that many look-ups stay linear. */
export interface TreeIndex<N extends object> {
  child(node: N, step: string | number): N | undefined;
}

/** Builds an index over any syntax tree whose entries can be listed. If a key appears twice, the last one counts, as in JSON.parse. */
export function indexTree<N extends object>(list: (node: N) => Iterable<[string | number, N]>): TreeIndex<N> {
  const known = new WeakMap<N, Map<string | number, N>>();
  return {
    child(node, step) {
      let found = known.get(node);
      if (!found) {
        found = new Map(list(node));
        known.set(node, found);
      }
      return found.get(step);
    },
  };
}

/** The node at `path`, or the deepest ancestor of it that exists (`complete: false`). */
export function nearest<N extends object>(
  index: TreeIndex<N>,
  root: N,
  path: Path,
): { node: N; complete: boolean } {
  let node = root;
  for (const step of path) {
    const next = index.child(node, step);
    if (!next) return { node, complete: false };
    node = next;
  }
  return { node, complete: true };
}
