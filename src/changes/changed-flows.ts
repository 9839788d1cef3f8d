import type { Event } from '../event/event.ts';
import type { Finding } from '../findings/finding.ts';
import type { ChangedFile, GitHub } from '../github/port.ts';
import type { Git } from '../runtime.ts';
import type { Checked } from '../workspace/checked.ts';
import { baselineFile, CONFIG_FILE } from '../workspace/config.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { BaseComparison } from './base-comparison.ts';
import { type GoneFlow, goneFlows } from './gone-flows.ts';
import { withLinks } from './linked-files.ts';
import { notCompared, weakenedChecks } from './weakened-checks.ts';

/** The part of the repository that a pull request or merge group is about. */
export interface ChangedFlows {
  readonly flows: readonly Checked[];
  readonly gone: readonly GoneFlow[];
  /** Findings about changes of the rules that the change is judged by. */
  readonly findings: readonly Finding[];
  /** Why everything is checked although only a part was asked for. */
  readonly notice: string | undefined;
  /** The findings compared with the base, where only new ones are asked for and the base could be read. */
  readonly comparison?: BaseComparison;
  /** What is to be said about that comparison. */
  readonly notices?: readonly string[];
}

/**
 * Finds the flows that differ from the base: their manifest or a file that it names. Without a base, all of them. `changes`
 * are the files that differ, where they are known already.
 */
export async function changedFlows(
  workspace: Workspace,
  event: Event,
  { github, git }: { readonly github: GitHub | undefined; readonly git: Git },
  changes?: readonly ChangedFile[],
): Promise<ChangedFlows> {
  const { range } = event;
  const all = { flows: workspace.flows, gone: [], findings: [], notice: undefined };
  if (!range) return all;
  if (!github) {
    const notice = 'There is no github-token, so all flows were checked, not only the changed ones.';
    return { ...all, notice, findings: [notCompared('there is no github-token')] };
  }
  const listed = changes ?? (await github.changedFiles(range.base, range.head));
  if (!listed) {
    const notice = 'GitHub cannot list all changed files of so large a change, so all flows were checked.';
    return { ...all, notice, findings: [notCompared('the change is too large for GitHub to list')] };
  }
  const files = await withLinks(listed, git);
  const touched = new Set(files.map(({ path }) => path));
  const baseline = baselineFile(workspace.config.document);
  const isAboutAll = touched.has(CONFIG_FILE) || (baseline !== undefined && touched.has(baseline));
  return {
    flows: isAboutAll
      ? workspace.flows
      : workspace.flows.filter(({ manifest }) => manifest.files.some((file) => touched.has(file))),
    gone: await goneFlows(files, workspace, range.base, github),
    findings: await weakenedChecks(workspace, touched, range, github),
    notice: isAboutAll ? `${CONFIG_FILE} or the baseline has changed, so all flows were checked.` : undefined,
  };
}
