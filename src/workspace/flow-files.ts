import { posix } from 'node:path';
import type { Manifest } from '../manifest/manifest.ts';
import { dictionary } from '../source/data.ts';
import { valueAt } from '../source/layers.ts';
import { beside } from './file-store.ts';
import type { LoadedManifest } from './loaded.ts';

/**
 * Gives a manifest whose flow could not be read the flow files that are, to all appearance, its own: those that its text
 * names, and one of its own name beside it. Such a file must not be published by itself, without the manifest's settings.
 */
export function withOwnFiles(loaded: LoadedManifest, flowFiles: readonly string[]): LoadedManifest {
  const { manifest } = loaded;
  const { file, document } = manifest;
  const own = flowFiles.filter((each) => seemsToName(file, document.text, each));
  return { ...loaded, manifest: { ...manifest, files: [...new Set([...manifest.files, ...own])] } };
}

/** The flow files that a manifest names for any environment, not only for that of this run. */
export function namedFiles({
  file,
  document,
  files,
}: Pick<Manifest, 'file' | 'document' | 'files'>): string[] {
  const environments = Object.values(dictionary(valueAt(document.value, ['environments'])));
  const named = [document.value, ...environments].flatMap((layer) => {
    const path = valueAt(layer, ['flow_file']);
    return typeof path === 'string' ? [beside(file, path)] : [];
  });
  return [...files, ...named];
}

/** Whether a manifest with this text is, to all appearance, the one of a flow file. */
export function seemsToName(manifest: string, text: string, flowFile: string): boolean {
  return text.includes(posix.basename(flowFile)) || stem(flowFile) === stem(manifest);
}

/** A path without its endings: `flows/a` of `flows/a.flow.json` and of `flows/a.yaml`. */
function stem(file: string): string {
  return file.replace(/(\.flow)?\.(json|ya?ml)$/i, '');
}
