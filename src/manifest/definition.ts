import type { Report } from '../rules/report.ts';
import type { Part, Path, SourceDocument } from '../source/document.ts';
import { type Layered, type Place, valueAt } from '../source/layers.ts';
import { readWithTokens } from '../source/read.ts';
import { substitute } from '../source/substitute.ts';
import { beside, type FileStore } from './file-store.ts';
import type { Definition } from './manifest.ts';
import { checkSchema } from './schema.ts';

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
  report: Report,
  store: FileStore,
): Promise<LoadedDefinition> {
  const inline = settings.value.flow_definition;
  const path = settings.value.flow_file;
  if (inline !== undefined && path !== undefined) {
    report.add('manifest-definition', {
      place: settings.locate(['flow_file'], 'key'),
      message: 'the manifest has both flow_definition and flow_file',
      hint: 'Keep one of them: the graph inline, or the path of a file.',
    });
    return { definition: undefined, files: [] };
  }
  if (typeof path === 'string') {
    return fromFile(
      beside(document.file, path),
      settings.locate(['flow_file']),
      substitutions,
      settings,
      report,
      store,
    );
  }
  if (inline === undefined) {
    report.add('manifest-definition', {
      place: { document, span: { start: 0, end: 0 } },
      message: 'the manifest has neither flow_definition nor flow_file',
      hint: 'Add one of them: "flow_definition" with the graph, or "flow_file" with the path of Architect YAML.',
    });
    return { definition: undefined, files: [] };
  }
  if (typeof inline !== 'object' || inline === null) return { definition: undefined, files: [] };
  const locate = (at: Path, part?: Part) => settings.locate(['flow_definition', ...at], part);
  const value = replaceTokens(inline, substitutions, locate, settings, report);
  if (valueAt(document.value, ['flow_definition']) === undefined || settings.isMerged('flow_definition')) {
    // What an overlay changes of the graph is held against the schema as a whole; the manifest's own part was before.
    for (const { path: at, part, message, hint } of await checkSchema('definition', value)) {
      report.add('manifest-schema', {
        place: locate(at, part),
        message: `flow_definition: ${message}`,
        hint,
      });
    }
  }
  return { definition: { kind: 'node-graph', value, text: undefined, locate }, files: [] };
}

async function fromFile(
  file: string,
  named: Place,
  substitutions: Readonly<Record<string, string>>,
  settings: Layered,
  report: Report,
  store: FileStore,
): Promise<LoadedDefinition> {
  const loaded = await store.load(file);
  if (!loaded.ok) {
    report.add('manifest-definition', { place: named, message: loaded.message, hint: loaded.hint });
    return { definition: undefined, files: [file] };
  }
  const plain = !Buffer.from(loaded.bytes.buffer, loaded.bytes.byteOffset, loaded.bytes.length).includes(
    '{{',
  );
  const { document, substituted } = plain
    ? asItStands(await store.parse(file))
    : await readWithTokens(file, loaded.bytes, substitutions);
  for (const token of substituted.missing) {
    report.add('manifest-substitution', {
      place: { document, span: token.span },
      message: `the token {{${token.name}}} has no value`,
      hint: `Add "${token.name}" to "substitutions" of the manifest, or of its environment.`,
    });
  }
  for (const span of substituted.unquoted) {
    report.add('template-token', {
      place: { document, span },
      message: 'a {{token}} without quotes: tools that do not replace it read it as a map',
      hint: 'Put it into quotes: "{{token}}".',
    });
  }
  unused(substituted.used, substitutions, settings, report);
  for (const { message, hint, span } of document.faults) {
    report.add('manifest-syntax', { place: { document, span }, message, hint });
  }
  if (document.value === undefined) return { definition: undefined, files: [file] };
  const locate = (at: Path, part?: Part): Place => ({ document, span: document.span(at, part) });
  if (valueAt(document.value, ['nodes']) === undefined) {
    return {
      definition: { kind: 'architect', value: document.value, text: substituted.text, locate },
      files: [file],
    };
  }
  for (const fault of await checkSchema('definition', document.value)) {
    report.add('manifest-schema', {
      place: locate(fault.path, fault.part),
      message: fault.message,
      hint: fault.hint,
    });
  }
  return {
    definition: { kind: 'node-graph', value: document.value, text: undefined, locate },
    files: [file],
  };
}

function asItStands(document: SourceDocument) {
  return { document, substituted: substitute(document.text, {}) };
}

/** Replaces tokens in the texts of an inline graph. A graph without any is handed back as it is. */
function replaceTokens(
  value: object,
  substitutions: Readonly<Record<string, string>>,
  locate: (path: Path) => Place,
  settings: Layered,
  report: Report,
): unknown {
  const used = new Set<string>();
  const visit = (each: unknown, path: Path): unknown => {
    if (typeof each === 'string') {
      if (!each.includes('{{')) return each;
      const done = substitute(each, substitutions);
      for (const name of done.used) used.add(name);
      for (const token of done.missing) {
        report.add('manifest-substitution', {
          place: locate(path),
          message: `the token {{${token.name}}} has no value`,
          hint: `Add "${token.name}" to "substitutions" of the manifest, or of its environment.`,
        });
      }
      return done.text;
    }
    if (Array.isArray(each)) return mapSame(each, (item, at) => visit(item, [...path, at]));
    if (typeof each !== 'object' || each === null) return each;
    let copy: Record<string, unknown> | undefined;
    for (const key of Object.keys(each)) {
      const old = (each as Record<string, unknown>)[key];
      if (typeof old !== 'object' && typeof old !== 'string') continue;
      const fresh = visit(old, [...path, key]);
      if (fresh === old) continue;
      copy ??= Object.assign(Object.create(null), each) as Record<string, unknown>;
      copy[key] = fresh;
    }
    return copy ?? each;
  };
  const replaced = visit(value, []);
  unused(used, substitutions, settings, report);
  return replaced;
}

function mapSame(
  list: readonly unknown[],
  change: (item: unknown, at: number) => unknown,
): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (const [at, item] of list.entries()) {
    const fresh = change(item, at);
    if (fresh === item) continue;
    copy ??= [...list];
    copy[at] = fresh;
  }
  return copy ?? list;
}

function unused(
  used: ReadonlySet<string>,
  substitutions: Readonly<Record<string, string>>,
  settings: Layered,
  report: Report,
): void {
  for (const name of Object.keys(substitutions)) {
    if (used.has(name)) continue;
    const place = settings.locate(['substitutions', name], 'key');
    // Defaults of the configuration serve many flows; not every one has to use them all.
    if (place.document.file !== report.manifest) continue;
    report.add('manifest-substitution', {
      place,
      severity: 'warning',
      message: `nothing in the flow uses the substitution "${name}"`,
      hint: `Remove it, or write {{${name}}} where it is meant.`,
    });
  }
}
