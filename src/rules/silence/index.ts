import type { Config } from '../../manifest/config.ts';
import type { FileStore } from '../../manifest/file-store.ts';
import type { SourceDocument } from '../../source/document.ts';
import type { Checked } from '../across/manifests.ts';
import { applyBaseline } from './baseline.ts';
import { silencesIn } from './comments.ts';
import { configuredSilences } from './config.ts';
import { applySilences } from './silence.ts';

/** The findings of a workspace, and everything that says which of them are not to be shown. */
export interface SilenceInputs {
  readonly config: Config;
  readonly flows: readonly Checked[];
  readonly documents: readonly SourceDocument[];
  readonly store: FileStore;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Applies comments, the configuration's suppressions and the baseline; faults in them become findings of the configuration. */
export async function silenceFindings(inputs: SilenceInputs): Promise<string | undefined> {
  const { config, flows, documents, store, today } = inputs;
  const reports = flows.map(({ report }) => report);
  // A comment is judged with the flow that it stands in, so that it is told where that flow is checked.
  const unique = new Map(documents.map((document) => [document.file, document]));
  for (const { manifest, report } of flows) {
    for (const file of [manifest.file, manifest.definition?.document.file ?? '']) {
      const document = unique.get(file);
      if (!document) continue;
      unique.delete(file);
      applySilences(silencesIn(document), reports, report, today);
    }
  }
  if (!config.document) return undefined;
  applySilences(await configuredSilences(config.document), reports, config.report, today);
  return applyBaseline(config.document, store, reports, config.report);
}
