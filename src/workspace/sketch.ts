import { readHeader } from '../flow/flow-header.ts';
import { INBOUND_CALL } from '../flow/flow-type.ts';
import type { FlowGraph } from '../flow/graph.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { readRegion } from '../manifest/region.ts';
import { dictionary } from '../source/data.ts';
import type { SourceDocument } from '../source/document.ts';
import { valueAt } from '../source/layers.ts';
import { beside } from './file-store.ts';
import { namedFiles } from './flow-files.ts';
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

/** Sketches a manifest that has been parsed. */
export async function sketchManifest(document: SourceDocument, options: LoadOptions): Promise<Sketch> {
  const { config, environment } = options;
  const { settings, hasOverlay } = settingsOfManifest(document, options);
  const missing = environment !== '' && !hasOverlay && !config.hasEnvironment(environment);
  const sketch = await sketchOf('manifest', document, settings.value, options);
  return { ...sketch, sure: sketch.sure && !missing && document.errors.length === 0 };
}

/** Sketches Architect YAML that has no manifest. */
export async function sketchFlow(file: string, options: LoadOptions): Promise<Sketch> {
  const { config, environment } = options;
  const nothing: SourceDocument = {
    file,
    text: '',
    value: undefined,
    errors: [],
    span: () => ({ start: 0, end: 0 }),
  };
  const { value } = settingsOfFlow(nothing, options);
  const sketch = await sketchOf('flow', nothing, value, options);
  return { ...sketch, sure: sketch.sure && (environment === '' || config.hasEnvironment(environment)) };
}

async function sketchOf(
  kind: Sketch['kind'],
  document: SourceDocument,
  value: Readonly<Record<string, unknown>>,
  options: LoadOptions,
): Promise<Sketch> {
  const { file } = document;
  const region = typeof value.target_region === 'string' ? value.target_region : '';
  const read = region === '' ? undefined : readRegion(region).region?.name;
  const flow = await flowOf(document, value, options);
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

interface Named {
  readonly root: string;
  readonly name: string;
  readonly files: readonly string[];
}

/** Type, name and file of the flow; undefined where that takes a full reading. */
async function flowOf(
  document: SourceDocument,
  value: Readonly<Record<string, unknown>>,
  { store }: LoadOptions,
): Promise<Named | undefined> {
  const { flow_definition: inline, flow_file: path } = value;
  if (inline !== undefined) return path === undefined ? graphName(inline, []) : undefined;
  if (typeof path !== 'string') return undefined;
  const file = beside(document.file, path);
  const loaded = await store.load(file);
  if (!loaded.ok) return undefined;
  const text = Buffer.from(loaded.bytes.buffer, loaded.bytes.byteOffset, loaded.bytes.length).toString(
    'utf8',
  );
  // Text that was not UTF-8, parts in other files, and tokens that may stand for such.
  if (text.includes('\ufffd') || text.includes('#/')) return undefined;
  if (text.includes('{{') && Object.values(texts(value.substitutions)).some((each) => /[#\n]/.test(each)))
    return undefined;
  if (/\.json$/i.test(file)) {
    const parsed = text.includes('{{') ? undefined : await store.parse(file);
    return parsed && parsed.errors.length === 0 && valueAt(parsed.value, ['nodes']) !== undefined
      ? graphName(parsed.value, [file])
      : undefined;
  }
  const header = readHeader(text);
  return header && { ...header, files: [file] };
}

function graphName(definition: unknown, files: readonly string[]): Named | undefined {
  const { name } = dictionary(definition);
  if (typeof name !== 'string' || name.includes('{{')) return undefined;
  return { root: INBOUND_CALL.root, name, files };
}
