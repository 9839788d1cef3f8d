import { dictionary } from '../source/data.ts';
import type { SourceDocument } from '../source/document.ts';
import { valueAt } from '../source/layers.ts';
import { readGlob } from '../text/glob.ts';
import type { Finding } from './finding.ts';
import type { Suppression } from './suppression.ts';

/**
 * The suppressions under `suppressions` of the configuration: rule, file glob, node, reason, until. `isComplete`: all flows of
 * the repository were checked, so that an unused suppression is known as one.
 */
export async function configuredSuppressions(
  document: SourceDocument,
  isComplete: boolean,
): Promise<Suppression[]> {
  const list = valueAt(document.value, ['suppressions']);
  const found: Suppression[] = [];
  for (const [at, item] of (Array.isArray(list) ? list : []).entries()) {
    const { rule, file, node, reason, until } = dictionary(item);
    const matches = readGlob(typeof file === 'string' ? file.replace(/^\.\//, '') : '**');
    const files = new Map<string, boolean>();
    const inFile = (path: string) => {
      let is = files.get(path);
      if (is === undefined) files.set(path, (is = matches(path)));
      return is;
    };
    const named = (finding: Finding) =>
      typeof node !== 'string' || finding.nodes.some((each) => each === node || each.endsWith(` › ${node}`));
    found.push({
      rules: typeof rule === 'string' ? [rule] : [],
      reason: typeof reason === 'string' ? reason : '',
      until: typeof until === 'string' ? until : undefined,
      place: { document, span: document.span(['suppressions', at]) },
      manifest: document.file,
      line: undefined,
      isComplete,
      covers: (finding) => inFile(finding.file) && named(finding),
    });
  }
  return found;
}
