import type { Collector } from '../findings/collector.ts';
import type { Definition } from '../flow/definition.ts';
import { checkSchema } from '../manifest/schema.ts';
import { manifestDefinition, manifestSchema, manifestSyntax, templateToken } from '../rules/manifest.ts';
import { type Dictionary, isDictionary } from '../source/data.ts';
import type { Part, Path, SourceDocument } from '../source/document.ts';
import { type Layered, type Place, valueAt } from '../source/layers.ts';
import { readWithTokens } from '../source/read.ts';
import { substitute } from '../source/substitute.ts';
import { nearMiss } from '../text/nearest.ts';
import { beside, type FileStore, type Loaded } from './file-store.ts';
import { replaceTokens, unused, withoutValue } from './tokens.ts';

/** The fields of a manifest that name its flow source. */
export const SOURCE_FIELDS: readonly string[] = ['flow_definition', 'flow_file'];

/** A manifest's flow source, and the files that it was read from. */
export interface LoadedDefinition {
  readonly definition: Definition | undefined;
  readonly files: readonly string[];
}

/** What a flow source is read with. */
interface SourceReading {
  readonly settings: Layered;
  readonly substitutions: Readonly<Record<string, string>>;
  readonly collector: Collector;
  readonly store: FileStore;
}

/** Finds and reads the one flow source of a manifest, inline or in a file; what is wrong with it goes to the report. */
export async function loadDefinition(
  document: SourceDocument,
  settings: Layered,
  substitutions: Readonly<Record<string, string>>,
  collector: Collector,
  store: FileStore,
): Promise<LoadedDefinition> {
  const inline = settings.value.flow_definition;
  const path = settings.value.flow_file;
  const reading: SourceReading = { settings, substitutions, collector, store };
  if (inline !== undefined && path !== undefined) {
    collector.add(manifestDefinition, {
      place: settings.locate(['flow_file'], 'key'),
      message: 'The manifest has both flow_definition and flow_file',
      hint: 'Remove one of them.',
    });
    return { definition: undefined, files: [] };
  }
  if (typeof path === 'string')
    return fromFile(beside(document.file, path), settings.locate(['flow_file']), reading);
  if (inline === undefined) {
    // The schema reports a field that is misspelt or of the wrong type, and a file that is not an object.
    const reported = path !== undefined || !isDictionary(document.value) || misspelt(document.value);
    if (reported) return { definition: undefined, files: [] };
    collector.add(manifestDefinition, {
      place: { document, span: { start: 0, end: 0 } },
      message: 'The manifest has neither flow_definition nor flow_file',
      hint: 'Add "flow_definition" with a graph, or "flow_file" with the path of an Architect YAML file.',
    });
    return { definition: undefined, files: [] };
  }
  if (typeof inline !== 'object' || inline === null) return { definition: undefined, files: [] };
  return { definition: await inlineGraph(document, inline, reading), files: [] };
}

async function inlineGraph(
  manifest: SourceDocument,
  inline: object,
  { settings, substitutions, collector }: SourceReading,
): Promise<Definition> {
  const locate = (at: Path, part?: Part) => settings.locate(['flow_definition', ...at], part);
  const isOwn =
    valueAt(manifest.value, ['flow_definition']) !== undefined && !settings.isMerged('flow_definition');
  // A token that the text does not show as it is stands behind a backslash.
  const mayHoldTokens = !isOwn || manifest.text.includes('{{') || manifest.text.includes('\\');
  const tokens = { substitutions, locate, settings, collector };
  const value = replaceTokens(inline, tokens, mayHoldTokens);
  if (!isOwn) {
    // What an overlay changes of the graph is held against the schema as a whole; the manifest's own part was before.
    for (const { path: at, part, message, hint } of await checkSchema('definition', value)) {
      collector.add(manifestSchema, {
        place: locate(at, part),
        message: `flow_definition: ${message}`,
        hint,
        nodes: nodesAt(['flow_definition', ...at]),
      });
    }
  }
  return {
    kind: 'node-graph',
    get document() {
      return locate([]).document;
    },
    value,
    text: undefined,
    spelling: mayHoldTokens ? undefined : manifest.text,
    locate,
  };
}

/** The node of an inline graph that a place of the manifest belongs to, for a finding about it. */
export function nodesAt([source, list, key]: Path): readonly string[] {
  return source === 'flow_definition' && list === 'nodes' && key !== undefined ? [String(key)] : [];
}

function misspelt(manifest: Dictionary): boolean {
  return Object.keys(manifest).some((key) => nearMiss(key, SOURCE_FIELDS) !== undefined);
}

async function fromFile(file: string, named: Place, reading: SourceReading): Promise<LoadedDefinition> {
  const { settings, substitutions, collector, store } = reading;
  const loaded = await store.load(file);
  if (!loaded.ok) {
    collector.add(manifestDefinition, { place: named, message: loaded.message, hint: loaded.hint });
    return { definition: undefined, files: [file] };
  }
  const source = await readSource(file, loaded, substitutions, store);
  const { document, substituted } = source;
  reportSource(source, collector);
  if (document.value === undefined) return { definition: undefined, files: [file] };
  if (valueAt(document.value, ['nodes']) === undefined) return architectFile(file, source, reading);
  unused(substituted.used, substitutions, settings, collector);
  return { definition: await graphFile(document, collector), files: [file] };
}

/** A flow file as it was read: its document, and what became of its tokens. */
interface FileSource {
  readonly document: SourceDocument;
  readonly substituted: ReturnType<typeof substitute>;
}

async function readSource(
  file: string,
  loaded: Loaded & { readonly ok: true },
  substitutions: Readonly<Record<string, string>>,
  store: FileStore,
): Promise<FileSource> {
  return holdsTokens(loaded)
    ? readWithTokens(file, loaded.bytes, substitutions)
    : asItStands(await store.parse(file));
}

/** Of a parsed file only the text is kept: its bytes would be made anew. */
function holdsTokens(loaded: Loaded & { readonly ok: true }): boolean {
  if (loaded.text !== undefined) return loaded.text.includes('{{');
  const { buffer, byteOffset, length } = loaded.bytes;
  return Buffer.from(buffer, byteOffset, length).includes('{{');
}

/** Reports what is wrong with the tokens and the syntax of a flow file. */
function reportSource({ document, substituted }: FileSource, collector: Collector): void {
  for (const { name, span } of substituted.missing) withoutValue(name, { document, span }, collector);
  const [first, ...more] = substituted.unquoted;
  if (first) {
    // It is one habit of the file, so it is reported once.
    const others = more.length > 0 ? ` (and ${more.length} more in this file)` : '';
    collector.add(templateToken, {
      place: { document, span: first },
      message: `A {{token}} has no quotes${others}; other YAML tools read it as a map`,
      hint: 'Quote it: "{{token}}".',
    });
  }
  for (const { message, hint, span } of document.errors) {
    collector.add(manifestSyntax, { place: { document, span }, message, hint });
  }
}

async function architectFile(
  file: string,
  { document, substituted }: FileSource,
  { settings, substitutions, collector, store }: SourceReading,
): Promise<LoadedDefinition> {
  const { value } = document;
  const locate = (at: Path, part?: Part): Place => ({ document, span: document.span(at, part) });
  const { externals, files, used } = document.text.includes('#/')
    ? await (await import('./externals.ts')).loadExternals({
        file,
        value,
        locate,
        substitutions,
        collector,
        store,
      })
    : { externals: undefined, files: [], used: [] };
  unused(new Set([...substituted.used, ...used]), substitutions, settings, collector);
  return {
    definition: {
      kind: 'architect',
      document,
      get value() {
        return document.value;
      },
      text: substituted.text,
      externals,
      locate,
    },
    files: [file, ...files],
  };
}

async function graphFile(document: SourceDocument, collector: Collector): Promise<Definition> {
  const { value } = document;
  const locate = (at: Path, part?: Part): Place => ({ document, span: document.span(at, part) });
  for (const { path, part, message, hint } of await checkSchema('definition', value)) {
    const nodes = nodesAt(['flow_definition', ...path]);
    collector.add(manifestSchema, { place: locate(path, part), message, hint, nodes });
  }
  return { kind: 'node-graph', document, value, text: undefined, locate };
}

function asItStands(document: SourceDocument): FileSource {
  return { document, substituted: substitute(document.text, {}) };
}
