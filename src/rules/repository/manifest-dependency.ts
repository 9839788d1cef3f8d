import { adjacency, components } from '../../flow/search.ts';
import { groupBy } from '../../text/group-by.ts';
import { didYouMean } from '../../text/nearest.ts';
import type { RepositoryFlow, RepositoryRule } from './rule.ts';

export const rule = {
  id: 'manifest-dependency',
  severity: 'error',
  category: 'manifest',
  fixed: true,
  summary: 'a depends_on that names no flow, or a cycle of them',
  introduced: '0.1.0',
  appliesTo: ['node-graph', 'architect'],
  check({ flows: all, paths }, report) {
    const owner = new Map<string, (typeof all)[number]>();
    for (const each of all)
      for (const file of each.manifest.files) if (!owner.has(file)) owner.set(file, each);
    for (const each of all) owner.set(each.manifest.file, each);
    for (const flow of all) {
      const { manifest } = flow;
      for (const { path, place } of manifest.dependsOn) {
        if (owner.has(path)) continue;
        report(flow, {
          place,
          message: `depends_on names ${path}, which is not a manifest or flow of this run`,
          hint: didYouMean(
            path,
            paths,
            'Write a path relative to this manifest. The file must match the input "manifests".',
          ),
        });
      }
    }
    for (const circle of circles(all, owner)) {
      const [first, second] = circle;
      if (!first) continue;
      const { manifest } = first;
      const closing = manifest.dependsOn.find(({ path }) => owner.get(path) === second);
      report(first, {
        place: closing?.place ?? manifest.settings.locate(['depends_on'], 'key'),
        message: `depends_on has a cycle: ${circle.map((each) => each.manifest.file).join(' → ')}`,
        hint: 'Remove one of these dependencies.',
      });
    }
  },
} as const satisfies RepositoryRule;

/** One cycle of each group of flows that depend on each other, from the first of them in the order of their files. */
function circles<Flow extends RepositoryFlow>(
  all: readonly Flow[],
  owner: ReadonlyMap<string, Flow>,
): Flow[][] {
  const index = new Map(all.map((each, at) => [each, at]));
  const edges = all.flatMap(({ manifest }, from) =>
    manifest.dependsOn.flatMap(({ path }) => {
      const to = index.get(owner.get(path) as Flow);
      return to === undefined ? [] : [{ from, to }];
    }),
  );
  if (edges.length === 0) return [];
  const out = adjacency({ nodes: all, edges }, ({ from }) => from);
  const { of } = components(all.length, out, edges);
  const inside = edges.filter(({ from, to }) => of[from] === of[to]);
  const next = groupBy(inside, ({ from }) => from);
  const starts = new Map(inside.map(({ from }) => [of[from], from]).toReversed() as [number, number][]);
  return [...starts.values()]
    .toSorted((a, b) => a - b)
    .map((start) => circleFrom(start, next).flatMap((at) => all[at] ?? []));
}

/** The shortest cycle through `start`, which begins and ends there. */
function circleFrom(start: number, next: ReadonlyMap<number, readonly { readonly to: number }[]>): number[] {
  const before = new Map<number, number>();
  const open = [start];
  for (const at of open) {
    for (const { to } of next.get(at) ?? []) {
      if (to === start) {
        const circle = [start];
        for (let step: number | undefined = at; step !== undefined && step !== start; step = before.get(step))
          circle.unshift(step);
        return [start, ...circle];
      }
      if (before.has(to)) continue;
      before.set(to, at);
      open.push(to);
    }
  }
  return [start];
}
