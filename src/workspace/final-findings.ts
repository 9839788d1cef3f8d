import type { AcceptedFinding } from '../findings/accepted-finding.ts';
import type { Finding } from '../findings/finding.ts';
import { MARK } from '../findings/suppression-mark.ts';
import { valueAt } from '../source/layers.ts';
import { groupBy } from '../text/group-by.ts';
import type { Checked } from './checked.ts';
import type { Config } from './config.ts';
import { withoutConsequences } from './consequences.ts';
import type { FileStore } from './file-store.ts';
import type { LoadedFlow } from './loaded.ts';
import { sourcesOf } from './sources.ts';

/** Flows with all that was found in them, and what says which findings are shown. */
export interface FinalInputs {
  readonly config: Config;
  readonly flows: readonly LoadedFlow[];
  readonly store: FileStore;
  /** In milliseconds since 1970. */
  readonly now: number;
  /** All flows of the repository were checked, so that it is known what is unused. */
  readonly isComplete: boolean;
}

/** The findings of a workspace that are shown. */
export interface FinalFindings {
  readonly flows: readonly Checked[];
  /** Those of the configuration. */
  readonly config: readonly Finding[];
  /** A notice about the baseline, if there is one. */
  readonly notice: string | undefined;
}

/**
 * Leaves out what the team accepted, and what follows from other findings. A suppressed finding hides none that follow from
 * it; one of the baseline hides them. Most repositories have nothing of the kind.
 */
export async function finalFindings(inputs: FinalInputs): Promise<FinalFindings> {
  const { config, flows, store, isComplete } = inputs;
  const { document } = config;
  const all = [...config.findings, ...flows.flatMap(({ collector }) => collector.findings)];
  const { findings, suppressed } = await withoutSuppressed(all, inputs);
  const found = byManifest(findings);
  const left = flows.flatMap(({ manifest }) => withoutConsequences(found.get(manifest.file) ?? [], manifest));
  const rest = [...(found.get(config.file) ?? []), ...left];
  if (!document || valueAt(document.value, ['baseline']) === undefined)
    return { ...finished(inputs, rest, suppressed), notice: undefined };
  const [{ applyBaselineFile }, { RULES_BY_ID }] = await Promise.all([
    import('./accepted.ts'),
    import('../rules/catalogue.ts'),
  ]);
  const known = RULES_BY_ID;
  const result = await applyBaselineFile(rest, document, store, { isComplete, known });
  return {
    ...finished(inputs, result.findings, [...suppressed, ...result.inBaseline]),
    notice: result.notice,
  };
}

async function withoutSuppressed(all: readonly Finding[], { config, flows, now, isComplete }: FinalInputs) {
  const { document } = config;
  const configured = valueAt(document?.value, ['suppressions']) !== undefined;
  const manifests = flows.map(({ manifest }) => manifest);
  if (!configured && !manifests.flatMap(sourcesOf).some(({ text }) => text.includes(MARK)))
    return { findings: all, suppressed: [] };
  const [{ suppressFindings }, { RULES_BY_ID: known }] = await Promise.all([
    import('./accepted.ts'),
    import('../rules/catalogue.ts'),
  ]);
  const today = new Date(now).toISOString().slice(0, 10);
  return suppressFindings(all, { config: document, manifests, isComplete, today, known });
}

function finished(
  { config, flows }: FinalInputs,
  shown: readonly Finding[],
  accepted: readonly AcceptedFinding[],
): Omit<FinalFindings, 'notice'> {
  const found = byManifest(shown);
  const hidden = groupBy(accepted, ({ finding }) => finding.manifest);
  return {
    flows: flows.map(({ manifest, graph }) => ({
      manifest,
      graph,
      findings: found.get(manifest.file) ?? [],
      accepted: hidden.get(manifest.file) ?? [],
    })),
    config: found.get(config.file) ?? [],
  };
}

function byManifest(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  return groupBy(findings, ({ manifest }) => manifest);
}
