import type { AcceptedFinding } from '../findings/accepted-finding.ts';
import { applyBaseline } from '../findings/baseline.ts';
import { configuredSuppressions } from '../findings/configured-suppressions.ts';
import { toFinding } from '../findings/draft.ts';
import type { Finding } from '../findings/finding.ts';
import type { RulesById } from '../findings/rule-meta.ts';
import { applySuppressions, type Suppressed, type Suppression } from '../findings/suppression.ts';
import { suppressionsIn } from '../findings/suppression-comments.ts';
import { suppression } from '../findings/suppression-rule.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { SourceDocument } from '../source/document.ts';
import { valueAt } from '../source/layers.ts';
import { counted } from '../text/plural.ts';
import { CONFIG_FILE } from './config.ts';
import type { FileStore } from './file-store.ts';
import { sourcesOf } from './sources.ts';

/** The inputs of what the team accepted in a workspace. */
export interface AcceptedInputs {
  readonly config: SourceDocument | undefined;
  readonly manifests: readonly Manifest[];
  /** All flows of the repository were checked, so that it is known what is unused. */
  readonly isComplete: boolean;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly known: RulesById;
}

/** Applies the suppressions in comments and in the configuration. */
export async function suppressFindings(
  findings: readonly Finding[],
  { config, manifests, isComplete, today, known }: AcceptedInputs,
): Promise<Suppressed> {
  const read = new Set<string>();
  const suppressions: Suppression[] = [];
  for (const manifest of manifests) {
    for (const document of sourcesOf(manifest)) {
      if (read.has(document.file)) continue;
      read.add(document.file);
      suppressions.push(...suppressionsIn(document, manifest.file));
    }
  }
  if (config) suppressions.push(...(await configuredSuppressions(config, isComplete)));
  return applySuppressions(findings, suppressions, { today, known });
}

/** What a baseline leaves of the findings, with a notice about it. */
export interface BaselineResult {
  readonly findings: readonly Finding[];
  readonly inBaseline: readonly AcceptedFinding[];
  readonly notice: string | undefined;
}

/** Applies the baseline that the configuration names; a baseline that cannot be read is a finding itself. */
export async function applyBaselineFile(
  findings: readonly Finding[],
  config: SourceDocument,
  store: FileStore,
  { isComplete, known }: Pick<AcceptedInputs, 'isComplete' | 'known'>,
): Promise<BaselineResult> {
  const path = valueAt(config.value, ['baseline']);
  if (typeof path !== 'string') return { findings, inBaseline: [], notice: undefined };
  const entries = await readBaseline(path, store);
  if (!entries.ok) {
    const place = { document: config, span: config.span(['baseline']) };
    const { message, hint } = entries;
    const finding = toFinding(suppression, { place, message, hint }, { file: CONFIG_FILE, severities: {} });
    return { findings: finding ? [...findings, finding] : findings, inBaseline: [], notice: undefined };
  }
  const { findings: left, inBaseline, unmatched } = applyBaseline(findings, entries.list, known);
  const covered = `${counted(inBaseline.length, 'finding')} not shown: the baseline ${path} has ${inBaseline.length === 1 ? 'it' : 'them'}.`;
  const stale =
    isComplete && unmatched > 0
      ? ` Remove ${counted(unmatched, 'entry', 'entries')} that no finding matches any more.`
      : '';
  const reason = `Listed in the baseline ${path}`;
  const accepted = inBaseline.map((finding): AcceptedFinding => ({ finding, by: 'baseline', reason }));
  return { findings: left, inBaseline: accepted, notice: covered + stale };
}

type BaselineEntries =
  | { readonly ok: true; readonly list: readonly unknown[] }
  | { readonly ok: false; readonly message: string; readonly hint: string };

async function readBaseline(path: string, store: FileStore): Promise<BaselineEntries> {
  const loaded = await store.load(path);
  if (!loaded.ok) return loaded;
  const { value, errors } = await store.parse(path);
  if (errors.length === 0 && Array.isArray(value)) return { ok: true, list: value };
  return {
    ok: false,
    message: `${path} is not a list of findings${errors[0] ? `: ${errors[0].message}` : ''}`,
    hint: 'Run the action without "baseline" and copy the file of its output "findings-file".',
  };
}
