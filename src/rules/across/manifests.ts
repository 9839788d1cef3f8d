import type { FlowGraph } from '../../flow/graph.ts';
import type { LoadedManifest } from '../../manifest/load.ts';
import type { Region } from '../../manifest/region.ts';

/** A manifest with its graph, as far as there is one. */
export interface Checked extends LoadedManifest {
  readonly graph: FlowGraph | undefined;
}

/** Rules about all manifests of a run together: one region, no flow twice, dependencies that exist. */
export function checkTogether(all: readonly Checked[], region: Region | undefined): void {
  oneRegion(all, region);
  noFlowTwice(all);
  dependencies(all);
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

function dependencies(all: readonly Checked[]): void {
  const owner = new Map<string, Checked>();
  for (const each of all) for (const file of each.manifest.files) if (!owner.has(file)) owner.set(file, each);
  for (const each of all) owner.set(each.manifest.file, each);
  const done = new Set<Checked>();
  for (const { manifest, report } of all) {
    for (const { path, place } of manifest.dependsOn) {
      if (owner.has(path)) continue;
      report.add('manifest-dependency', {
        place,
        message: `depends_on names ${path}, which is no manifest or flow of this run`,
        hint: 'The path is relative to this manifest, and the file must match the input "manifests".',
      });
    }
  }
  for (const each of all) {
    const circle = circleFrom(each, owner, done);
    if (!circle) continue;
    const closing = each.manifest.dependsOn.find(({ path }) => owner.get(path) === circle[1]);
    each.report.add('manifest-dependency', {
      place: closing?.place ?? each.manifest.settings.locate(['depends_on'], 'key'),
      message: `depends_on goes round in a circle: ${circle.map(({ manifest }) => manifest.file).join(' → ')}`,
      hint: 'Remove one of these; a flow cannot be published before itself.',
    });
  }
}

/** A circle of dependencies that begins at `start`, if there is one that was not told before. */
function circleFrom(
  start: Checked,
  owner: ReadonlyMap<string, Checked>,
  done: Set<Checked>,
): Checked[] | undefined {
  const before = new Map<Checked, Checked>();
  const open = [start];
  for (let each = open.pop(); each; each = open.pop()) {
    for (const { path } of each.manifest.dependsOn) {
      const next = owner.get(path);
      if (!next || done.has(next)) continue;
      if (next === start) {
        const circle = [start];
        for (let at: Checked | undefined = each; at && at !== start; at = before.get(at)) circle.unshift(at);
        done.add(start);
        return [start, ...circle];
      }
      if (!before.has(next)) {
        before.set(next, each);
        open.push(next);
      }
    }
  }
  return undefined;
}
