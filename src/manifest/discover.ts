import { isFlowRoot } from '../flow/flow-type.ts';
import type { Files } from '../ports.ts';
import type { SourceDocument } from '../source/document.ts';
import { CONFIG_FILE } from './config.ts';
import { type LoadedManifest, type LoadOptions, loadBareFlow, loadManifest } from './load.ts';

/** What the globs brought in: manifests, and files that could not be looked into. */
export interface Discovered {
  readonly manifests: readonly LoadedManifest[];
  /** Files that the globs match and that are neither manifests nor flows. */
  readonly ignored: readonly string[];
}

/** True for a file that is a manifest by its name. */
export function isManifestName(file: string): boolean {
  return /\.flow\.(json|ya?ml)$/i.test(file);
}

/** Finds all manifests and bare Architect YAML files that the globs match, in order of their paths. */
export async function discover(
  files: Files,
  globs: readonly string[],
  options: LoadOptions,
): Promise<Discovered> {
  const candidates = (await files.find(globs)).filter(
    (file) => /\.(json|ya?ml)$/i.test(file) && file !== CONFIG_FILE,
  );
  const manifests: LoadedManifest[] = [];
  const bare: SourceDocument[] = [];
  const ignored: string[] = [];
  for (const file of candidates) {
    const document = await options.store.parse(file);
    const kind = classify(document);
    if (kind === 'manifest') manifests.push(await loadManifest(document, options));
    else if (kind === 'flow') bare.push(document);
    else ignored.push(file);
  }
  // A flow file that a manifest names has that manifest, and is none of its own.
  const named = new Set(manifests.flatMap(({ manifest }) => manifest.files));
  for (const document of bare) {
    if (!named.has(document.file)) manifests.push(await loadBareFlow(document, options));
  }
  manifests.sort((a, b) => (a.manifest.file < b.manifest.file ? -1 : 1));
  return { manifests, ignored };
}

function classify(document: SourceDocument): 'manifest' | 'flow' | 'other' {
  if (isManifestName(document.file)) return 'manifest';
  const value = document.value;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const keys = Object.keys(value);
    if (keys.includes('flow_definition') || keys.includes('flow_file')) return 'manifest';
    if (keys.some(isFlowRoot)) return 'flow';
    return 'other';
  }
  // A file under the globs that cannot be read is told, not passed over. A flow whose tokens keep it from being read
  // as YAML is still known by its first key, and is read again once they are replaced.
  const root = /^\uFEFF?([A-Za-z]+):/m.exec(document.text)?.[1];
  if (root !== undefined && isFlowRoot(root)) return 'flow';
  return document.value === undefined ? 'manifest' : 'other';
}
