import { setImmediate } from 'node:timers/promises';
import { FLOW_ROOTS, isFlowRoot } from '../flow/flow-type.ts';
import type { Files } from '../runtime.ts';
import { type Dictionary, isDictionary } from '../source/data.ts';
import type { SourceDocument } from '../source/document.ts';
import { valueAt } from '../source/layers.ts';
import { nearMiss } from '../text/nearest.ts';
import { CONFIG_FILE } from './config.ts';
import { SOURCE_FIELDS } from './definition.ts';
import type { FileStore } from './file-store.ts';
import { namedFiles, withOwnFiles } from './flow-files.ts';
import { type LoadOptions, loadBareFlow, loadManifest } from './load.ts';
import { type LoadedManifest } from './loaded.ts';

/** What the globs brought in. */
export interface Discovered<T> {
  readonly manifests: readonly T[];
  /** Files that the globs match and that are neither manifests nor flows. */
  readonly ignored: readonly string[];
}

/** True for a file that is a manifest by its name. */
export function isManifestName(file: string): boolean {
  return /\.flow\.(json|ya?ml)$/i.test(file);
}

/**
 * Finds all manifests and bare Architect YAML files that the globs match, in order of their paths. Each is handed to
 * `check` as soon as it is read, while its parsed form is still at hand.
 */
export async function discover<T extends LoadedManifest>(
  files: Files,
  globs: readonly string[],
  options: LoadOptions,
  check: (loaded: LoadedManifest) => Promise<T>,
): Promise<Discovered<T>> {
  const { store } = options;
  const { matches, others } = await matchingFiles(files, globs, options);
  const manifests: T[] = [];
  const bare: string[] = [];
  const ignored: string[] = [];
  const take = async (loaded: LoadedManifest) => {
    // Without a turn of the event loop now and then, the garbage collector's own tasks get no turn either.
    if (manifests.length % 8 === 7) await setImmediate();
    manifests.push(await check(loaded));
    loaded.manifest.definition?.document.release?.();
  };
  const unread: LoadedManifest[] = [];
  for (const file of matches) {
    options.enter?.(file);
    const kind = await kindOf(file, store);
    if (kind === 'flow') bare.push(file);
    else if (kind === 'other') ignored.push(file);
    else {
      const loaded = await loadManifest(await store.parse(file), options);
      if (loaded.manifest.definition) await take(loaded);
      else unread.push(loaded);
    }
  }
  for (const loaded of unread) await take(withOwnFiles(loaded, bare));
  // A flow file that a manifest names has that manifest, and is none of its own.
  const named = new Set(manifests.flatMap(({ manifest }) => namedFiles(manifest)));
  for (const file of bare) {
    if (named.has(file)) continue;
    options.enter?.(file);
    await take(await loadBareFlow(await store.parse(file), options));
  }
  manifests.sort((a, b) => (a.manifest.file < b.manifest.file ? -1 : 1));
  return { manifests, ignored: [...ignored.filter((file) => !named.has(file)), ...others] };
}

/** The files that the globs match: those that may be manifests or flows, and others that may have been meant. */
export async function matchingFiles(
  files: Files,
  globs: readonly string[],
  { config }: LoadOptions,
): Promise<{ readonly matches: readonly string[]; readonly others: readonly string[] }> {
  const baseline = valueAt(config.document?.value, ['baseline']);
  const matching = (await files.find(globs)).filter((file) => file !== CONFIG_FILE && file !== baseline);
  const readable = (file: string) => /\.(json|ya?ml)$/i.test(file);
  return {
    matches: matching.filter(readable),
    others: matching.filter((file) => !readable(file) && !isPlaceholder(file)),
  };
}

/** What a file is; it is parsed only where its name and its first lines do not show it. */
export async function kindOf(file: string, store: FileStore): Promise<'manifest' | 'flow' | 'other'> {
  if (mayBeBare(file)) {
    const loaded = await store.load(file);
    if (loaded.ok && isPlainlyFlow(loaded.bytes)) return 'flow';
  }
  return parsedKind(file, store);
}

/** True for a file that may be Architect YAML without a manifest, by its name. */
export function mayBeBare(file: string): boolean {
  return !isManifestName(file) && /\.ya?ml$/i.test(file);
}

/** What a file is whose first lines do not show it. */
export async function parsedKind(file: string, store: FileStore): Promise<'manifest' | 'flow' | 'other'> {
  return isManifestName(file) ? 'manifest' : classify(await store.parse(file));
}

/** A file that is there only so that git keeps its folder, or that says what is in it. */
function isPlaceholder(file: string): boolean {
  return /(^|\/)(\.git(keep|ignore|attributes)|readme(\.\w+)?)$/i.test(file);
}

/** Architect YAML that can be recognized by the keys at the beginning of its lines, without being parsed. */
export function isPlainlyFlow({ buffer, byteOffset, length }: Uint8Array): boolean {
  const text = Buffer.from(buffer, byteOffset, length).toString('latin1');
  return isFlowRoot(/^([A-Za-z]+):/m.exec(text)?.[1] ?? '') && !/^['"]?flow_(definition|file)\b/m.test(text);
}

function classify(document: SourceDocument): 'manifest' | 'flow' | 'other' {
  const value = document.value;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const keys = Object.keys(value);
    if (keys.includes('flow_definition') || keys.includes('flow_file')) return 'manifest';
    if (keys.some(isFlowRoot)) return 'flow';
    return misread(value as Dictionary);
  }
  // A file under the globs that cannot be read is reported, not skipped. A flow whose tokens keep it from being read
  // as YAML is still known by its first key, and is read again once they are replaced.
  const root = /^\uFEFF?([A-Za-z]+):/m.exec(document.text)?.[1];
  if (root !== undefined && isFlowRoot(root)) return 'flow';
  return document.value === undefined ? 'manifest' : 'other';
}

/** Fields that only manifests have, one of which is enough to know one by. */
const MANIFEST_ONLY = new Set(['target_region', 'version_matrix', 'validation_rules', 'rollback_on_fail']);
/** Fields that only flows in Architect YAML have. */
const FLOW_ONLY = ['startUpRef', 'startUpTaskActions', 'startUpState'];

/** What a file was meant to be whose fields are misspelt or not known here, so that it is checked and not passed over. */
function misread(value: Dictionary): 'manifest' | 'flow' | 'other' {
  for (const [key, inside] of Object.entries(value)) {
    if (MANIFEST_ONLY.has(key) || nearMiss(key, SOURCE_FIELDS) !== undefined) return 'manifest';
    if (!isDictionary(inside)) continue;
    if (FLOW_ONLY.some((field) => Object.hasOwn(inside, field))) return 'flow';
    if (nearMiss(key, FLOW_ROOTS) !== undefined && Object.hasOwn(inside, 'name')) return 'flow';
  }
  return 'other';
}
