import { UserError } from '../errors.ts';
import type { Files } from '../ports.ts';
import { type Checked, checkTogether } from '../rules/across/manifests.ts';
import { checkFlow } from '../rules/check.ts';
import type { Inputs } from '../runner/inputs.ts';
import { type Config, loadConfig } from './config.ts';
import { discover } from './discover.ts';
import { FileStore } from './file-store.ts';

/** All manifests of the repository, read and checked. */
export interface Workspace {
  readonly config: Config;
  readonly globs: readonly string[];
  readonly flows: readonly Checked[];
  /** Files that the globs match and that are neither manifests nor flows. */
  readonly ignored: readonly string[];
}

/** Loads and checks everything that the globs match. Throws a `UserError` if that is nothing at all. */
export async function loadWorkspace(inputs: Inputs, files: Files): Promise<Workspace> {
  const store = new FileStore(files);
  const config = await loadConfig(store);
  const globs = inputs.manifestsDefault && config.manifests ? config.manifests : inputs.manifests;
  const { manifests, ignored } = await discover(files, globs, {
    store,
    config,
    environment: inputs.environment,
  });
  if (manifests.length === 0) {
    const beside =
      ignored.length > 0 ? ` (${ignored.length} files match, but none is a manifest or a flow)` : '';
    throw new UserError(
      `no manifest or flow matches the input "manifests": ${globs.join(', ').slice(0, 300)}${beside}`,
      'Check the globs, and that the repository is checked out before this step (actions/checkout). Manifests end in .flow.json or .flow.yaml, or have a field flow_definition or flow_file.',
    );
  }
  const flows: Checked[] = [];
  for (const loaded of manifests) flows.push({ ...loaded, graph: await checkFlow(loaded) });
  checkTogether(flows, inputs.region);
  if (flows.some(({ graph }) => graph?.references.some(({ kind }) => kind === 'flow'))) {
    const { checkFlowsTogether } = await import('../rules/across/flows.ts');
    checkFlowsTogether(flows);
  }
  return { config, globs, flows, ignored };
}
