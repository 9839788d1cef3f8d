/** How much of a list is shown. */
export interface Space<T> {
  /** What the texts may need together, counted by `sizeOf`. */
  readonly size: number;
  /** Items that are shown at most; absent: as many as fit. */
  readonly most?: number;
  /** Items with a lower rank are chosen first; they stay in the order of the list. */
  rank?(item: T): number;
}

/**
 * Renders as many items as fit, each at most once, and counts those left out. An item that is too large by itself is left
 * out; it does not hide the items after it. `sizeOf` includes what joins two texts.
 */
export function fitting<T>(
  items: readonly T[],
  space: Space<T>,
  sizeOf: (text: string) => number,
  render: (item: T) => string,
): { readonly texts: readonly string[]; readonly left: number } {
  const order = items.map((item, at) => ({ item, at, rank: space.rank?.(item) ?? 0 }));
  if (space.rank) order.sort((a, b) => a.rank - b.rank);
  let size = space.size;
  const shown: { at: number; text: string }[] = [];
  for (const { item, at } of order.slice(0, space.most)) {
    const text = render(item);
    const needed = sizeOf(text);
    if (needed > size) continue;
    size -= needed;
    shown.push({ at, text });
  }
  shown.sort((a, b) => a.at - b.at);
  return { texts: shown.map(({ text }) => text), left: items.length - shown.length };
}

/** The texts of `fitting`, and a last one that counts what is left out; `where` says where that is. */
export function listed<T>(
  items: readonly T[],
  space: Space<T>,
  sizeOf: (text: string) => number,
  render: (item: T) => string,
  where = '',
): readonly string[] {
  const { texts, left } = fitting(items, space, sizeOf, render);
  return left > 0 ? [...texts, `… and ${left} more${where}.`] : texts;
}
