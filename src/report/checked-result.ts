import type { AuditInputs } from '../audit/audit-log.ts';
import { releaseName } from '../audit/names.ts';
import { NotRecorded } from '../audit/not-recorded.ts';
import type { ChangedFlows } from '../changes/changed-flows.ts';
import type { ScopeInputs } from '../changes/scope-of-run.ts';
import type { ActionError } from '../errors.ts';
import type { Mode } from '../event/mode.ts';
import type { AcceptedFinding } from '../findings/accepted-finding.ts';
import { type Finding, sortByFinding, sortFindings } from '../findings/finding.ts';
import { gateChanged } from '../rules/manifest.ts';
import type { Run } from '../task.ts';
import { counted } from '../text/plural.ts';
import type { Checked } from '../workspace/checked.ts';
import type { WorkspaceInputs } from '../workspace/workspace.ts';
import { findingWords } from './findings.ts';
import { entryOf, modeResult } from './new-result.ts';
import type { FlowResult, ModeResult } from './result.ts';

/** What fails a validation. */
export type FailOn = 'error' | 'warning' | 'never';

/** Which flows are checked, and what counts as a failure. */
export interface ValidateInputs extends ScopeInputs, AuditInputs, WorkspaceInputs {
  readonly failOn: FailOn;
}

/** What is known when a mode could not go on: the flows as they were checked, and the records of what was done. */
export function stoppedResult(
  mode: Mode,
  run: Run<ValidateInputs>,
  scope: ChangedFlows,
  problem: ActionError,
): ModeResult {
  const checked = checkedResult(run, scope);
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
export function checkedResult(run: Run<ValidateInputs>, scope: ChangedFlows): ModeResult {
  const { workspace, inputs, event, notices } = run;
  const findings = sortFindings([
    ...(scope.comparison?.config ?? workspace.config.findings),
    ...scope.flows.flatMap((flow) => flow.findings),
    ...scope.findings,
  ]);
  const accepted = acceptedIn(scope.flows);
  const flows = scope.flows.map((flow) => flowResult(flow));
  const which = event.range && inputs.changedOnly && !scope.notice ? 'changed flow' : 'flow';
  return modeResult({
    result: failsBy(inputs.failOn, findings) ? 'failure' : 'success',
    verdict: `${counted(flows.length, which)} checked: ${findingWords(findings, accepted, scope.comparison?.inBase.length)}`,
    notices: [...notices, ...(scope.notice ? [scope.notice] : []), ...(scope.notices ?? [])],
    flows,
    findings,
    accepted,
    inBase: scope.comparison?.inBase,
    gone: scope.gone,
  });
}

/** The findings of flows that the team accepted, in the order of other findings. */
export function acceptedIn(flows: readonly Checked[]): readonly AcceptedFinding[] {
  return sortByFinding(
    flows.flatMap(({ accepted }) => accepted),
    ({ finding }) => finding,
  );
}

/** The entry of a flow that was only checked. */
export function flowResult({ manifest, findings, inBase = [], graph }: Checked): FlowResult {
  return entryOf({
    manifest: manifest.file,
    name: graph?.name ?? '',
    type: graph?.type.api ?? '',
    id: manifest.flowId,
    status: [...findings, ...inBase].some(({ severity }) => severity === 'error') ? 'invalid' : 'valid',
    detail: '',
    release: manifest.version && releaseName(manifest.version),
    definition: manifest.definition,
    documents: [manifest.document, ...(manifest.definition ? [manifest.definition.document] : [])],
  });
}

/**
 * Whether findings fail a validation, by the input `fail-on`. A change of the rules is for whoever approves it: no change
 * of the files could resolve such a finding.
 */
export function failsBy(failOn: FailOn, all: readonly Finding[]): boolean {
  if (failOn === 'never') return false;
  return all.some(
    ({ rule, severity }) =>
      rule !== gateChanged.id && (severity === 'error' || (failOn === 'warning' && severity === 'warning')),
  );
}
