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
import { beside, type FileStore } from './file-store.ts';
import { replaceTokens, unused, withoutValue } from './tokens.ts';

/** The fields of a manifest that name its flow source. */
export const SOURCE_FIELDS: readonly string[] = ['flow_definition', 'flow_file'];

/** A manifest's flow source, and the files that it was read from. */
export interface LoadedDefinition {
  readonly definition: Definition | undefined;
  readonly files: readonly string[];
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
  if (inline !== undefined && path !== undefined) {
    collector.add(manifestDefinition, {
      place: settings.locate(['flow_file'], 'key'),
      message: 'The manifest has both flow_definition and flow_file',
      hint: 'Remove one of them.',
    });
    return { definition: undefined, files: [] };
  }
  if (typeof path === 'string') {
    return fromFile(
      beside(document.file, path),
      settings.locate(['flow_file']),
      substitutions,
      settings,
      collector,
      store,
    );
  }
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
  const locate = (at: Path, part?: Part) => settings.locate(['flow_definition', ...at], part);
  const value = replaceTokens(inline, substitutions, locate, settings, collector);
  if (valueAt(document.value, ['flow_definition']) === undefined || settings.isMerged('flow_definition')) {
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
    definition: {
      kind: 'node-graph',
      get document() {
        return locate([]).document;
      },
      value,
      text: undefined,
      locate,
    },
    files: [],
  };
}

/** The node of an inline graph that a place of the manifest belongs to, for a finding about it. */
export function nodesAt([source, list, key]: Path): readonly string[] {
  return source === 'flow_definition' && list === 'nodes' && key !== undefined ? [String(key)] : [];
}

function misspelt(manifest: Dictionary): boolean {
  return Object.keys(manifest).some((key) => nearMiss(key, SOURCE_FIELDS) !== undefined);
}

async function fromFile(
  file: string,
  named: Place,
  substitutions: Readonly<Record<string, string>>,
  settings: Layered,
  collector: Collector,
  store: FileStore,
): Promise<LoadedDefinition> {
  const loaded = await store.load(file);
  if (!loaded.ok) {
    collector.add(manifestDefinition, { place: named, message: loaded.message, hint: loaded.hint });
    return { definition: undefined, files: [file] };
  }
  // Of a parsed file only the text is kept: its bytes are made anew each time that they are asked for.
  const { bytes } = loaded;
  const plain = !Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('{{');
  const { document, substituted } = plain
    ? asItStands(await store.parse(file))
    : await readWithTokens(file, bytes, substitutions);
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
  for (const { message, hint, span } of document.faults) {
    collector.add(manifestSyntax, { place: { document, span }, message, hint });
  }
  if (document.value === undefined) return { definition: undefined, files: [file] };
  const { value } = document;
  const locate = (at: Path, part?: Part): Place => ({ document, span: document.span(at, part) });
  if (valueAt(value, ['nodes']) === undefined) {
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
  unused(substituted.used, substitutions, settings, collector);
  for (const problem of await checkSchema('definition', value)) {
    collector.add(manifestSchema, {
      place: locate(problem.path, problem.part),
      message: problem.message,
      hint: problem.hint,
      nodes: nodesAt(['flow_definition', ...problem.path]),
    });
  }
  return {
    definition: { kind: 'node-graph', document, value, text: undefined, locate },
    files: [file],
  };
}

function asItStands(document: SourceDocument) {
  return { document, substituted: substitute(document.text, {}) };
}
