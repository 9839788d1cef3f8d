import { dictionary } from '../source/data.ts';
import type { SourceDocument } from '../source/document.ts';
import { valueAt } from '../source/layers.ts';
import { counted } from '../text/plural.ts';
import type { Collector } from './collector.ts';
import type { RulesById } from './rule-meta.ts';
import { suppression } from './suppression-rule.ts';

/** Reads the file of a baseline. */
export interface BaselineReader {
  load(
    path: string,
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly message: string; readonly hint: string }>;
  parse(path: string): Promise<SourceDocument>;
}

/**
 * Drops the findings that the repository started with: those in the file that `baseline` of the configuration names, which is
 * a copy of the output `findings-file` of a run. Lines may move; each entry covers one finding of its rule, file and message.
 * Returns what is to be said about it, or nothing where there is no baseline.
 */
export async function applyBaseline(
  config: SourceDocument,
  store: BaselineReader,
  reports: readonly Collector[],
  home: Collector,
  known: RulesById,
  isPart = false,
): Promise<string | undefined> {
  const path = valueAt(config.value, ['baseline']);
  if (typeof path !== 'string') return undefined;
  const place = { document: config, span: config.span(['baseline']) };
  const loaded = await store.load(path);
  if (!loaded.ok) {
    home.add(suppression, { place, message: loaded.message, hint: loaded.hint });
    return undefined;
  }
  const { value, faults } = await store.parse(path);
  if (faults.length > 0 || !Array.isArray(value)) {
    home.add(suppression, {
      place,
      message: `${path} is no list of findings${faults[0] ? `: ${faults[0].message}` : ''}`,
      hint: 'Run the action without "baseline", and copy the file of its output findings-file.',
    });
    return undefined;
  }
  const left = new Map<string, number>();
  for (const item of value) {
    const { rule, file, message } = dictionary(item);
    const key = JSON.stringify([rule, file, message]);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  let covered = 0;
  for (const report of reports) {
    report.findings = report.findings.filter(({ rule, file, message }) => {
      const key = JSON.stringify([rule, file, message]);
      const open = left.get(key) ?? 0;
      if (open === 0 || known.get(rule)?.fixed) return true;
      left.set(key, open - 1);
      report.inBaseline++;
      covered++;
      return false;
    });
  }
  // What is found no more is known only where all flows were checked.
  const mended = isPart ? 0 : [...left.values()].reduce((sum, count) => sum + count, 0);
  const stale = mended > 0 ? `; no more found, and to be taken out of it: ${mended}` : '';
  return `Not shown, since the baseline ${path} has them: ${counted(covered, 'finding')}${stale}.`;
}
