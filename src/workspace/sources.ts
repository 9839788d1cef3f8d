import type { Manifest } from '../manifest/manifest.ts';
import type { SourceDocument } from '../source/document.ts';

/** The files that a person writes for a flow: its manifest, and its source. */
export function sourcesOf({ document, definition }: Manifest): SourceDocument[] {
  const source = definition?.document;
  return source && source.file !== document.file ? [document, source] : [source ?? document];
}
