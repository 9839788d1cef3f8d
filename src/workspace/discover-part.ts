import { setImmediate } from 'node:timers/promises';
import type { FlowGraph } from '../flow/graph.ts';
import type { Files } from '../runtime.ts';
import { matchingFiles, mayBeBare, parsedKind } from './discover.ts';
import { namedFiles, seemsToName, withOwnFiles } from './flow-files.ts';
import { Glances } from './glance.ts';
import { type LoadOptions, loadBareFlow, loadManifest } from './load.ts';
import { type LoadedManifest } from './loaded.ts';
import { SketchIndex } from './needed.ts';
import { identitiesOf, type Sketch, Sketcher } from './sketch.ts';

/** A part of a repository's flows, read in full, and a sketch of each. */
export interface DiscoveredPart<T> {
  /** In the order of their paths. */
  readonly manifests: readonly T[];
  readonly sketches: readonly Sketch[];
  readonly ignored: readonly string[];
}

/** What a change of the repository is about. */
export interface Change {
  /** Paths of the files that differ. */
  readonly touched: ReadonlySet<string>;
  /** The region that all flows must have; absent: that of the first. */
  readonly region: string | undefined;
}

/**
 * As `discover`, and reads in full only what the findings of the changed flows need: these flows, what they refer to or
 * depend on, directly or through others, and every flow that could be in conflict with the rest of the repository.
 */
export async function discoverPart<T extends LoadedManifest & { readonly graph: FlowGraph | undefined }>(
  files: Files,
  globs: readonly string[],
  options: LoadOptions,
  check: (loaded: LoadedManifest) => Promise<T>,
  change: Change,
): Promise<DiscoveredPart<T>> {
  const glances = new Glances(options.store);
  const sketcher = new Sketcher(options, glances);
  const found = await sketchedFiles(files, globs, options, { glances, sketcher });
  const full = new FullReads(options, check, found.bare);
  const { own, named } = await ownSketches(found, full, { sketcher, enter: options.enter }, change.touched);
  const all: Sketch[] = [];
  for (const sketch of own) all.push(sketch.sure ? sketch : asRead(sketch, await full.of(sketch)));
  const index = new SketchIndex(all);
  const needed = new Set([...index.touchedBy(change.touched), ...index.suspects(change.region)]);
  for (const sketch of all) if (!sketch.sure) needed.add(sketch);
  for (const sketch of needed) {
    const { manifest, graph } = await full.of(sketch);
    for (const other of index.needsOf(manifest, graph)) needed.add(other);
  }
  return {
    manifests: all.flatMap(({ file }) => full.done.get(file) ?? []),
    sketches: all.map((sketch) => {
      const read = full.done.get(sketch.file);
      return read ? asRead(sketch, read) : sketch;
    }),
    ignored: [...found.ignored.filter((file) => !named.has(file)), ...found.others],
  };
}

/** The files that the globs match, by what they are. */
interface SketchedFiles {
  readonly manifests: readonly Sketch[];
  /** Flow files; some may belong to a manifest. */
  readonly bare: readonly string[];
  /** Files of a type that a flow may have, but without one. */
  readonly ignored: readonly string[];
  readonly others: readonly string[];
}

async function sketchedFiles(
  files: Files,
  globs: readonly string[],
  options: LoadOptions,
  { glances, sketcher }: { readonly glances: Glances; readonly sketcher: Sketcher },
): Promise<SketchedFiles> {
  const { store } = options;
  const { matches, others } = await matchingFiles(files, globs, options);
  const manifests: Sketch[] = [];
  const bare: string[] = [];
  const ignored: string[] = [];
  for (const [at, file] of matches.entries()) {
    if (at % 100 === 99) await setImmediate();
    options.enter?.(file);
    const isFlow = mayBeBare(file) && (await glances.of(file))?.isFlow;
    const kind = isFlow ? 'flow' : await parsedKind(file, store);
    if (kind === 'manifest') manifests.push(await sketcher.manifest(await store.parse(file)));
    else (kind === 'flow' ? bare : ignored).push(file);
  }
  return { manifests, bare, ignored, others };
}

/** Reads flows in full, each of them once. */
class FullReads<T extends LoadedManifest> {
  /** By file. */
  readonly done = new Map<string, T>();
  readonly #options: LoadOptions;
  readonly #check: (loaded: LoadedManifest) => Promise<T>;
  readonly #bare: readonly string[];

  constructor(options: LoadOptions, check: (loaded: LoadedManifest) => Promise<T>, bare: readonly string[]) {
    this.#options = options;
    this.#check = check;
    this.#bare = bare;
  }

  async of({ file, kind, document }: Sketch): Promise<T> {
    const known = this.done.get(file);
    if (known) return known;
    const options = this.#options;
    options.enter?.(file);
    const parsed = document ?? (await options.store.parse(file));
    const loaded =
      kind === 'flow' ? await loadBareFlow(parsed, options) : await loadManifest(parsed, options);
    const owned = kind === 'flow' || loaded.manifest.definition ? loaded : withOwnFiles(loaded, this.#bare);
    const checked = await this.#check(owned);
    checked.manifest.definition?.document.release?.();
    this.done.set(file, checked);
    return checked;
  }
}

/** The sketches of manifests, and of flow files without a manifest, in order of their files; and the files that manifests name. */
async function ownSketches<T extends LoadedManifest>(
  { manifests, bare }: SketchedFiles,
  full: FullReads<T>,
  { sketcher, enter }: { readonly sketcher: Sketcher; readonly enter: LoadOptions['enter'] },
  touched: ReadonlySet<string>,
): Promise<{ readonly own: readonly Sketch[]; readonly named: ReadonlySet<string> }> {
  // Which flow files have a manifest is known when every manifest is that could name one.
  const loose = bare.filter((file) => touched.has(file));
  const own: Sketch[] = [];
  for (const sketch of manifests) {
    const claims = loose.some((file) => seemsToName(sketch.file, sketch.document?.text ?? '', file));
    if (sketch.sure && !claims) own.push(sketch);
    else own.push({ ...sketch, files: namedFiles((await full.of(sketch)).manifest), sure: false });
  }
  const named = new Set(own.flatMap((sketch) => sketch.files));
  for (const file of bare) {
    if (named.has(file)) continue;
    enter?.(file);
    own.push(await sketcher.flow(file));
  }
  own.sort((a, b) => (a.file < b.file ? -1 : 1));
  return { own, named };
}

/** The sketch of a flow of which more is known now. */
function asRead(
  sketch: Sketch,
  { manifest, graph }: LoadedManifest & { readonly graph: FlowGraph | undefined },
): Sketch {
  return {
    ...sketch,
    files: namedFiles(manifest),
    region: manifest.region?.name,
    identities: identitiesOf(manifest, graph),
    root: graph?.type.root ?? '',
    name: graph?.name ?? '',
  };
}
