import type { AuditInputs } from '../audit/audit-log.ts';
import { releaseName } from '../audit/names.ts';
import { NotRecorded } from '../audit/not-recorded.ts';
import type { ChangedFlows } from '../changes/changed-flows.ts';
import { ActionError } from '../errors.ts';
import type { Mode } from '../event/mode.ts';
import { type Finding, sortFindings } from '../findings/finding.ts';
import type { GitHubInputs } from '../github/port.ts';
import { findingWords } from '../report/findings.ts';
import type { FlowResult, RunResult } from '../report/result.ts';
import { gateChanged } from '../rules/manifest.ts';
import { counted } from '../text/plural.ts';
import type { Checked } from '../workspace/checked.ts';
import { requireFlows } from '../workspace/workspace.ts';
import type { Run } from './connected.ts';
import { entryOf, resultOf } from './result.ts';

/** What fails a validation. */
export type FailOn = 'error' | 'warning' | 'never';

/** Which flows are checked, and what counts as a failure. */
export interface ValidateInputs extends GitHubInputs, AuditInputs {
  /** On a pull request only the changed flows. */
  readonly changedOnly: boolean;
  readonly failOn: FailOn;
}

/** Checks the changed flows, or all of them. Needs no secret; with `changed-only: false` nothing is sent anywhere. */
export function validate(run: Run<ValidateInputs>): Promise<RunResult> {
  return withFindings('validate', run, (scope) => {
    requireFlows(run.workspace);
    return checkedResult('validate', run, scope);
  });
}

/**
 * Runs a mode about flows; `body` gets the flows that it is about. An `ActionError` that stops it becomes the problem of a
 * result that has the findings of all flows, so that one wrong setting does not hide them.
 */
export async function withFindings(
  mode: 'validate' | 'plan' | 'publish',
  run: Run<ValidateInputs>,
  body: (scope: ChangedFlows) => RunResult | Promise<RunResult>,
): Promise<RunResult> {
  let scope: ChangedFlows = { flows: run.workspace.flows, gone: [], findings: [], notice: undefined };
  try {
    if (mode !== 'publish') scope = await scopeOf(mode, run);
    if (run.stop) return stoppedResult(mode, run, scope, run.stop);
    return await body(scope);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return stoppedResult(mode, run, scope, run.stop ?? error);
  }
}

/** What is known when a mode could not go on: the flows as they were checked, and the records of what was done. */
function stoppedResult(
  mode: Mode,
  run: Run<ValidateInputs>,
  scope: ChangedFlows,
  problem: ActionError,
): RunResult {
  const checked = checkedResult(mode, run, scope);
  const records = problem instanceof NotRecorded ? problem.records : [];
  const done = new Map(records.map((record) => [record.manifest, record]));
  const flows = checked.flows.map((flow): FlowResult => {
    const record = done.get(flow.manifest);
    if (record) return { ...flow, status: record.status, detail: 'not recorded: see the error' };
    return mode === 'validate' || flow.status === 'invalid' ? flow : { ...flow, status: 'skipped' };
  });
  return { ...checked, result: 'failure', flows, records, problem };
}

/** The flows of a scope and their findings, as validation sees them. */
function checkedResult(mode: Mode, run: Run<ValidateInputs>, scope: ChangedFlows): RunResult {
  const { workspace, inputs, event, notices } = run;
  const findings = sortFindings([
    ...workspace.config.findings,
    ...scope.flows.flatMap((flow) => flow.findings),
    ...scope.findings,
  ]);
  const sum = (count: (flow: Checked) => number) => scope.flows.reduce((all, each) => all + count(each), 0);
  const flows = scope.flows.map((flow) => flowResult(flow));
  const which = event.range && inputs.changedOnly && !scope.notice ? 'changed flow' : 'flow';
  const found = findingWords(
    findings,
    sum(({ inBaseline }) => inBaseline),
    sum(({ suppressed }) => suppressed),
  );
  return resultOf(mode, run, {
    result: failsBy(inputs.failOn, findings) ? 'failure' : 'success',
    verdict: `${counted(flows.length, which)} checked: ${found}`,
    notices: [...notices, ...(scope.notice ? [scope.notice] : [])],
    flows,
    findings,
    gone: scope.gone,
  });
}

/** The flows that a run is about: on a pull request the changed ones, unless all are asked for. */
export async function scopeOf(
  mode: Mode,
  { workspace, inputs, event, ports, changes }: Run<ValidateInputs>,
): Promise<ChangedFlows> {
  const all = { flows: workspace.flows, gone: [], findings: [], notice: undefined };
  if (!event.range) return all;
  if (!inputs.changedOnly && mode === 'validate') {
    const notice =
      'With "changed-only: false" nothing is compared with the base, so weakened checks are not looked for.';
    return { ...all, notice };
  }
  const { changedFlows } = await import('../changes/changed-flows.ts');
  const github = inputs.token === '' ? undefined : await ports.github(inputs.token);
  return ports.log.group('Find the changed flows', async () => {
    const found = await changedFlows(workspace, event, { github, git: ports.git }, changes);
    if (!inputs.changedOnly) return { ...all, findings: found.findings };
    ports.log.info(found.notice ?? `${found.flows.length} of ${workspace.names.length} flows have changed`);
    return found;
  });
}

/** The entry of a flow that was only checked. */
export function flowResult({ manifest, findings, graph }: Checked): FlowResult {
  return entryOf({
    manifest: manifest.file,
    name: graph?.name ?? '',
    type: graph?.type.api ?? '',
    id: manifest.flowId,
    status: findings.some(({ severity }) => severity === 'error') ? 'invalid' : 'valid',
    detail: '',
    release: manifest.version && releaseName(manifest.version),
    definition: manifest.definition,
    documents: [manifest.document, ...(manifest.definition ? [manifest.definition.document] : [])],
  });
}

/**
 * Whether findings fail a validation, by the input `fail-on`. A change of the rules is for whoever approves it: nothing in
 * the files could settle such a finding.
 */
export function failsBy(failOn: FailOn, all: readonly Finding[]): boolean {
  if (failOn === 'never') return false;
  const findings = all.filter(({ rule }) => rule !== gateChanged.id);
  return failOn === 'warning' ? findings.length > 0 : findings.some(({ severity }) => severity === 'error');
}
