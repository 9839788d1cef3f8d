import type { Mode } from '../event/mode.ts';
import type { GitHubInputs } from '../github/port.ts';
import type { Run } from '../task.ts';
import type { ChangedFlows } from './changed-flows.ts';

/** Which flows a run is about. */
export interface ScopeInputs extends GitHubInputs {
  /** On a pull request only the changed flows. */
  readonly changedOnly: boolean;
  /** Report only findings that the base does not have. */
  readonly onlyNew: boolean;
}

/** The flows that a run is about: on a pull request the changed ones, unless all are asked for. */
export async function scopeOf(
  mode: Mode,
  { workspace, inputs, event, ports, changes }: Run<ScopeInputs>,
): Promise<ChangedFlows> {
  const all = { flows: workspace.flows, gone: [], findings: [], notice: undefined };
  // On a person's own machine nobody is to be shown a weakened check.
  if (!event.range || event.isLocal) return all;
  if (!inputs.changedOnly && !inputs.onlyNew && mode === 'validate') {
    const notice =
      'With "changed-only: false" nothing is compared with the base, so weakened checks are not looked for.';
    return { ...all, notice };
  }
  const { changedFlows } = await import('./changed-flows.ts');
  const github = inputs.token === '' ? undefined : await ports.github(inputs.token);
  return ports.log.group('Find the changed flows', async () => {
    const found = await changedFlows(workspace, event, { github, git: ports.git }, changes);
    if (!inputs.changedOnly) return { ...all, findings: found.findings };
    ports.log.info(found.notice ?? `${found.flows.length} of ${workspace.names.length} flows have changed`);
    return found;
  });
}
