import { posix } from 'node:path';
import { INBOUND_CALL } from '../flow/flow-type.ts';
import type { FlowGraph } from '../flow/graph.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { readRegion } from '../manifest/region.ts';
import { dictionary } from '../source/data.ts';
import type { SourceDocument } from '../source/document.ts';
import { valueAt } from '../source/layers.ts';
import { beside } from './file-store.ts';
import { namedFiles } from './flow-files.ts';
import type { Glances } from './glance.ts';
import { type LoadOptions, settingsOfFlow, settingsOfManifest, texts } from './load.ts';

/**
 * What other flows of the repository need to know of a flow, read without its content being parsed or checked. It never
 * says less than the whole flow: where something is not plain to see, it is not `sure`, and the flow is read in full.
 */
export interface Sketch {
  /** The manifest, or the flow file where there is none. */
  readonly file: string;
  readonly kind: 'manifest' | 'flow';
  readonly document: SourceDocument | undefined;
  readonly sure: boolean;
  /** All files that are known to be part of it. */
  readonly files: readonly string[];
  readonly dependsOn: readonly string[];
  readonly region: string | undefined;
  /** By what the flow is known: its id, its type and name. */
  readonly identities: readonly string[];
  readonly root: string;
  readonly name: string;
}

/** The identity of a flow by its type, as root key, and its name. */
export function nameIdentity(root: string, name: string): string {
  return `name ${root} ${name.toLowerCase()}`;
}

/** The identity of a flow by its id. */
function idIdentity(id: string): string {
  return `id ${id.toLowerCase()}`;
}

/** By what a flow that was read is known. */
export function identitiesOf({ flowId }: Manifest, graph: FlowGraph | undefined): string[] {
  return [
    ...(flowId === '' ? [] : [idIdentity(flowId)]),
    ...(graph?.name ? [nameIdentity(graph.type.root, graph.name)] : []),
  ];
}

/** A file that is not read: a flow without a manifest has no settings of its own. */
const NOTHING: SourceDocument = {
  file: '',
  text: '',
  value: undefined,
  errors: [],
  span: () => ({ start: 0, end: 0 }),
};

/** Sketches flows of one repository. */
export class Sketcher {
  readonly #options: LoadOptions;
  readonly #glances: Glances;
  /** What holds for each flow that has no manifest. */
  readonly #defaults: Settings;

  constructor(options: LoadOptions, glances: Glances) {
    this.#options = options;
    this.#glances = glances;
    this.#defaults = settingsOfFlow(NOTHING, options).value;
  }

  /** Sketches a manifest that has been parsed. */
  async manifest(document: SourceDocument): Promise<Sketch> {
    const { config, environment } = this.#options;
    const { settings, hasOverlay } = settingsOfManifest(document, this.#options);
    const missing = environment !== '' && !hasOverlay && !config.hasEnvironment(environment);
    const sketch = await this.#sketch('manifest', document, settings.value);
    return { ...sketch, sure: sketch.sure && !missing && document.errors.length === 0 };
  }

  /** Sketches Architect YAML that has no manifest. */
  async flow(file: string): Promise<Sketch> {
    const { config, environment } = this.#options;
    const value = { ...this.#defaults, flow_file: posix.basename(file) };
    const sketch = await this.#sketch('flow', { ...NOTHING, file }, value);
    return { ...sketch, sure: sketch.sure && (environment === '' || config.hasEnvironment(environment)) };
  }

  async #sketch(kind: Sketch['kind'], document: SourceDocument, value: Settings): Promise<Sketch> {
    const { file } = document;
    const region = typeof value.target_region === 'string' ? value.target_region : '';
    const read = region === '' ? undefined : readRegion(region).region?.name;
    const flow = await this.#named(document, value);
    const id = typeof value.flow_id === 'string' ? value.flow_id : '';
    const files = namedFiles({ file, document, files: [file, ...(flow?.files ?? [])] });
    const dependsOn: unknown[] = Array.isArray(value.depends_on) ? value.depends_on : [];
    return {
      file,
      kind,
      document: kind === 'manifest' ? document : undefined,
      sure: flow !== undefined && (region === '' || read !== undefined),
      files: [...new Set(files)],
      dependsOn: dependsOn.flatMap((each) => (typeof each === 'string' ? [beside(file, each)] : [])),
      region: read,
      identities: [
        ...(id === '' ? [] : [idIdentity(id)]),
        ...(flow ? [nameIdentity(flow.root, flow.name)] : []),
      ],
      root: flow?.root ?? '',
      name: flow?.name ?? '',
    };
  }

  /** Type, name and file of the flow; undefined where that takes a full reading. */
  async #named(document: SourceDocument, value: Settings): Promise<Named | undefined> {
    const { flow_definition: inline, flow_file: path } = value;
    if (inline !== undefined) return path === undefined ? graphName(inline, []) : undefined;
    if (typeof path !== 'string') return undefined;
    const file = beside(document.file, path);
    if (/\.json$/i.test(file)) return this.#nameInJson(file);
    const glance = await this.#glances.of(file);
    if (!glance?.header) return undefined;
    // Values of tokens that may stand for parts in other files, or for more lines.
    if (glance.holdsTokens && Object.values(texts(value.substitutions)).some((each) => /[#\n]/.test(each)))
      return undefined;
    return { ...glance.header, files: [file] };
  }

  async #nameInJson(file: string): Promise<Named | undefined> {
    const { store } = this.#options;
    const loaded = await store.load(file);
    if (!loaded.ok || holds(loaded.bytes, '{{') || holds(loaded.bytes, '#/')) return undefined;
    const { value, errors } = await store.parse(file);
    return errors.length === 0 && valueAt(value, ['nodes']) !== undefined
      ? graphName(value, [file])
      : undefined;
  }
}

type Settings = Readonly<Record<string, unknown>>;

interface Named {
  readonly root: string;
  readonly name: string;
  readonly files: readonly string[];
}

function holds({ buffer, byteOffset, length }: Uint8Array, text: string): boolean {
  return Buffer.from(buffer, byteOffset, length).includes(text);
}

function graphName(definition: unknown, files: readonly string[]): Named | undefined {
  const { name } = dictionary(definition);
  if (typeof name !== 'string' || name.includes('{{')) return undefined;
  return { root: INBOUND_CALL.root, name, files };
}
