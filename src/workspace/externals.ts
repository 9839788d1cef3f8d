import { ArchitectPaths, REFERENCE_FIELDS } from '../architect/path.ts';
import type { Collector } from '../findings/collector.ts';
import type { Externals } from '../flow/definition.ts';
import { manifestDefinition, manifestSyntax } from '../rules/manifest.ts';
import type { Path } from '../source/document.ts';
import type { Place } from '../source/layers.ts';
import { readWithTokens } from '../source/read.ts';
import { beside, type FileStore } from './file-store.ts';
import { withoutValue } from './tokens.ts';

/** A flow file, and what is needed to read those that it refers to. */
export interface ExternalsOptions {
  readonly file: string;
  readonly value: unknown;
  locate(path: Path): Place;
  readonly substitutions: Readonly<Record<string, string>>;
  readonly collector: Collector;
  readonly store: FileStore;
}

/**
 * Reads the files that references of the form `file.yaml#/path` lead into, each once; what keeps one from being read is a
 * finding at the reference. Files may not refer to further files.
 */
export async function loadExternals(
  options: ExternalsOptions,
): Promise<{ externals: Externals; files: readonly string[]; used: readonly string[] }> {
  const { file, locate, substitutions, collector, store } = options;
  const used: string[] = [];
  const read = new Map<string, ArchitectPaths | undefined>();
  for (const { text, path } of externalReferences(options.value)) {
    const name = beside(file, text.slice(0, text.indexOf('#')));
    if (read.has(name)) continue;
    const loaded = await store.load(name);
    if (!loaded.ok) {
      const { message, hint } = loaded;
      collector.add(manifestDefinition, { place: locate(path), message, hint });
      read.set(name, undefined);
      continue;
    }
    const { document, substituted } = await readWithTokens(name, loaded.bytes, substitutions);
    used.push(...substituted.used);
    for (const { name: token, span } of substituted.missing)
      withoutValue(token, { document, span }, collector);
    for (const { message, hint, span } of document.errors)
      collector.add(manifestSyntax, { place: { document, span }, message, hint });
    read.set(name, document.value === undefined ? undefined : new ArchitectPaths(document.value));
  }
  const resolve: Externals['resolve'] = (reference) => {
    const at = reference.indexOf('#');
    return read.get(beside(file, reference.slice(0, at)))?.resolve(reference.slice(at + 1), []);
  };
  return { externals: { resolve }, files: [...read.keys()], used };
}

function* externalReferences(root: unknown): Generator<{ text: string; path: Path }> {
  const open: { value: unknown; path: Path }[] = [{ value: root, path: [] }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
      const at = [...path, key];
      if (typeof child !== 'string') open.push({ value: child, path: at });
      else if (REFERENCE_FIELDS.has(String(key)) && child.includes('#')) yield { text: child, path: at };
    }
  }
}
