import type { FlowGraph } from '../flow/graph.ts';
import { adjacency, components } from '../flow/search.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { nameIdentity, type Sketch } from './sketch.ts';

/** The sketches of a repository, and what they have in common: which of them belongs to what. */
export class SketchIndex {
  readonly sketches: readonly Sketch[];
  readonly #byFile: ReadonlyMap<string, readonly Sketch[]>;
  readonly #byIdentity: ReadonlyMap<string, readonly Sketch[]>;

  /** `sketches` in the order of their files. */
  constructor(sketches: readonly Sketch[]) {
    this.sketches = sketches;
    this.#byFile = grouped(sketches, ({ files }) => files);
    this.#byIdentity = grouped(sketches, ({ identities }) => identities);
  }

  /** What a flow that was read in full needs of others, directly: by `depends_on`, and by its references. */
  needsOf({ dependsOn }: Manifest, graph: FlowGraph | undefined): Sketch[] {
    const declared = dependsOn.flatMap(({ path }) => this.#byFile.get(path) ?? []);
    const references = graph?.references.filter(({ kind }) => kind === 'flow') ?? [];
    const referred = references.flatMap(
      ({ group, name }) => this.#byIdentity.get(nameIdentity(group, name)) ?? [],
    );
    return [...declared, ...referred];
  }

  /** The flows that a change of files is about, and those that share a file with one of them. */
  touchedBy(files: ReadonlySet<string>): Sketch[] {
    const changed = [...files].flatMap((file) => this.#byFile.get(file) ?? []);
    return changed.flatMap((sketch) => sketch.files.flatMap((file) => this.#byFile.get(file) ?? []));
  }

  /**
   * The flows that may have an error that concerns all flows together: described twice, for another region than the rest,
   * or with a dependency that is not there or goes round in a circle. The first flow of a region is among them.
   */
  suspects(wanted: string | undefined): Sketch[] {
    const twice = [...this.#byIdentity.values()].filter((group) => group.length > 1).flat();
    const first = this.sketches.find(({ region }) => region !== undefined);
    const agreed = wanted ?? first?.region;
    const elsewhere = this.sketches.filter(({ region }) => region !== undefined && region !== agreed);
    const lost = this.sketches.filter(({ dependsOn }) => dependsOn.some((path) => !this.#byFile.has(path)));
    return [...twice, ...(first ? [first] : []), ...elsewhere, ...lost, ...this.#circles()];
  }

  #circles(): Sketch[] {
    const index = new Map(this.sketches.map((sketch, at) => [sketch, at]));
    const edges = this.sketches.flatMap(({ dependsOn }, from) =>
      dependsOn.flatMap((path) =>
        (this.#byFile.get(path) ?? []).map((sketch) => ({ from, to: index.get(sketch) ?? -1 })),
      ),
    );
    if (edges.length === 0) return [];
    const out = adjacency({ nodes: this.sketches, edges }, ({ from }) => from);
    const { of } = components(this.sketches.length, out, edges);
    const inside = edges.filter(({ from, to }) => of[from] === of[to]);
    return inside.flatMap(({ from, to }) => [from, to].flatMap((at) => this.sketches[at] ?? []));
  }
}

function grouped(
  sketches: readonly Sketch[],
  keysOf: (sketch: Sketch) => readonly string[],
): ReadonlyMap<string, readonly Sketch[]> {
  const groups = new Map<string, Sketch[]>();
  for (const sketch of sketches) {
    for (const key of keysOf(sketch)) {
      const group = groups.get(key);
      if (group) group.push(sketch);
      else groups.set(key, [sketch]);
    }
  }
  return groups;
}
