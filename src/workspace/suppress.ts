import type { Collector } from '../findings/collector.ts';
import { configuredSilences } from '../findings/configured-suppressions.ts';
import { applySilences } from '../findings/suppression.ts';
import { silencesIn } from '../findings/suppression-comments.ts';
import { RULES_BY_ID } from '../rules/catalogue.ts';
import type { SourceDocument } from '../source/document.ts';
import type { Checked } from './checked.ts';
import type { Config } from './config.ts';

/** The findings of a workspace, and everything that says which of them are not to be shown. */
export interface SilenceInputs {
  readonly config: Config;
  readonly flows: readonly Checked[];
  readonly documents: readonly SourceDocument[];
  /** These are not all flows, so it is not known whether a setting of the configuration covers anything. */
  readonly isPart: boolean;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Applies comments and the configuration's suppressions; faults in them become findings of the flow or the configuration. */
export async function suppressFindings(inputs: SilenceInputs): Promise<void> {
  const { config, flows, documents, isPart, today } = inputs;
  const reports = flows.map(({ report }) => report);
  // A comment is judged with the flow that it stands in, so that it is told where that flow is checked.
  const byFile = reportsByFile(reports);
  const unique = new Map(documents.map((document) => [document.file, document]));
  for (const { manifest, report } of flows) {
    for (const file of [manifest.file, manifest.definition?.document.file ?? '']) {
      const document = unique.get(file);
      if (!document) continue;
      unique.delete(file);
      const silences = silencesIn(document);
      if (silences.length > 0)
        applySilences(silences, [...(byFile.get(file) ?? [])], report, today, RULES_BY_ID);
    }
  }
  if (!config.document) return;
  applySilences(
    await configuredSilences(config.document),
    reports,
    config.report,
    today,
    RULES_BY_ID,
    !isPart,
  );
}

/** The reports that have findings in each file: a comment is about its own file only. */
function reportsByFile(reports: readonly Collector[]): ReadonlyMap<string, ReadonlySet<Collector>> {
  const byFile = new Map<string, Set<Collector>>();
  for (const report of reports) {
    for (const { file } of report.findings) {
      const known = byFile.get(file);
      if (known) known.add(report);
      else byFile.set(file, new Set([report]));
    }
  }
  return byFile;
}
