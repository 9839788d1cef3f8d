import type { FlowGraph } from '../../flow/graph.ts';
import { adjacency, components } from '../../flow/search.ts';
import type { LoadedManifest } from '../../manifest/loaded.ts';
import type { Region } from '../../manifest/region.ts';
import { didYouMean } from '../../text/nearest.ts';

/** A manifest with its graph, as far as there is one. */
export interface Checked extends LoadedManifest {
  readonly graph: FlowGraph | undefined;
}

/**
 * Rules about all manifests of a run together: one region, no flow twice, dependencies that exist. `paths` are those of all
 * manifests of the repository, also of those that were not read.
 */
export function checkTogether(
  all: readonly Checked[],
  region: Region | undefined,
  paths: readonly string[],
): void {
  oneRegion(all, region);
  noFlowTwice(all);
  dependencies(all, paths);
}

function oneRegion(all: readonly Checked[], wanted: Region | undefined): void {
  const first = all.find(({ manifest }) => manifest.region)?.manifest;
  for (const { manifest, report } of all) {
    const agreed = wanted ?? first?.region;
    if (!manifest.region || !agreed || manifest.region.name === agreed.name) continue;
    report.add('manifest-region', {
      place: manifest.settings.locate(['target_region']),
      message: wanted
        ? `the manifest is for ${manifest.region.name}, and the input "region" says ${agreed.name}`
        : `the manifest is for ${manifest.region.name}, and ${first?.file} is for ${agreed.name}`,
      hint: 'One run publishes to one region. Use an environment overlay per region, and one run each.',
    });
  }
}

function noFlowTwice(all: readonly Checked[]): void {
  const owners = new Map<string, string>();
  for (const { manifest, report, graph } of all) {
    const identities: [string, string, readonly string[]][] = [];
    if (manifest.flowId) identities.push([`id ${manifest.flowId}`, `the id ${manifest.flowId}`, ['flow_id']]);
    if (graph?.name) {
      identities.push([
        `${graph.type.api} ${graph.name.toLowerCase()}`,
        `the ${graph.type.root} flow "${graph.name}"`,
        [],
      ]);
    }
    for (const [key, words, path] of identities) {
      const other = owners.get(key);
      if (other === undefined) owners.set(key, manifest.file);
      else {
        report.add('manifest-duplicate-flow', {
          place: path.length > 0 || !graph ? manifest.settings.locate(path) : graph.locate(graph.nameAt),
          message: `${words} is already described by ${other}`,
          hint: 'A flow is known by its type and name: give one of the two another name, or remove it.',
        });
      }
    }
  }
}

function dependencies(all: readonly Checked[], paths: readonly string[]): void {
  const owner = new Map<string, Checked>();
  for (const each of all) for (const file of each.manifest.files) if (!owner.has(file)) owner.set(file, each);
  for (const each of all) owner.set(each.manifest.file, each);
  for (const { manifest, report } of all) {
    for (const { path, place } of manifest.dependsOn) {
      if (owner.has(path)) continue;
      report.add('manifest-dependency', {
        place,
        message: `depends_on names ${path}, which is no manifest or flow of this run`,
        hint: didYouMean(
          path,
          paths,
          'The path is relative to this manifest, and the file must match the input "manifests".',
        ),
      });
    }
  }
  for (const circle of circles(all, owner)) {
    const [first, second] = circle;
    if (!first) continue;
    const { manifest, report } = first;
    const closing = manifest.dependsOn.find(({ path }) => owner.get(path) === second);
    report.add('manifest-dependency', {
      place: closing?.place ?? manifest.settings.locate(['depends_on'], 'key'),
      message: `depends_on goes round in a circle: ${circle.map((each) => each.manifest.file).join(' → ')}`,
      hint: 'Remove one of these; a flow cannot be published before itself.',
    });
  }
}

/** One circle of each group of flows that depend on each other, from the first of them in the order of their files. */
function circles(all: readonly Checked[], owner: ReadonlyMap<string, Checked>): Checked[][] {
  const index = new Map(all.map((each, at) => [each, at]));
  const edges = all.flatMap(({ manifest }, from) =>
    manifest.dependsOn.flatMap(({ path }) => {
      const to = index.get(owner.get(path) as Checked);
      return to === undefined ? [] : [{ from, to }];
    }),
  );
  if (edges.length === 0) return [];
  const out = adjacency({ nodes: all, edges }, ({ from }) => from);
  const { of } = components(all.length, out, edges);
  const inside = edges.filter(({ from, to }) => of[from] === of[to]);
  const next = Map.groupBy(inside, ({ from }) => from);
  const starts = new Map(inside.map(({ from }) => [of[from], from]).toReversed() as [number, number][]);
  return [...starts.values()]
    .toSorted((a, b) => a - b)
    .map((start) => circleFrom(start, next).flatMap((at) => all[at] ?? []));
}

/** The shortest circle through `start`, which begins and ends there. */
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
