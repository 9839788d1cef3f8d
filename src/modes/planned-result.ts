import { changeText } from '../architect/diff.ts';
import type { LedgerState } from '../audit/ledger.ts';
import type { AuditRecord } from '../audit/record.ts';

import type { GoneFlow } from '../changes/gone-flows.ts';
import { type Finding, sortFindings } from '../findings/finding.ts';

import type { PlannedFlow, PublishableFlow, RefusedFlow } from '../plan/plan.ts';
import type { Outcome } from '../publish/outcome.ts';
import type { FlowResult, RunResult } from '../report/result.ts';
import { counted } from '../text/plural.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Run } from './connected.ts';
import { resultOf } from './result.ts';
import { failsBy, flowResult, type ValidateInputs } from './validate.ts';

/** Flows that the ledger knows and that no manifest describes any more. */
export function goneFlows(
  state: LedgerState,
  publishableFlows: readonly PublishableFlow[],
  workspace: Workspace,
): GoneFlow[] {
  const here = new Set(publishableFlows.map(({ key }) => key));
  const files = new Set(workspace.flows.map(({ manifest }) => manifest.file));
  return Object.entries(state.flows)
    .filter(([key, known]) => !here.has(key) && !files.has(known.manifest))
    .map(([, known]) => ({
      name: known.flow_name,
      manifest: known.manifest,
      detail: `version ${known.platform_version ?? '?'} was published from ${known.manifest}, which is gone; take the flow out of service in Genesys Cloud if that is meant`,
    }));
}

/** What a plan or publish came to, before it is put together. */
export interface Ended {
  /** The flows that the run is about. */
  readonly scope: Workspace['flows'];
  /** Changes of what a pull request is judged by; they are shown also where a flow itself is unchanged. */
  readonly gateChanges?: readonly Finding[];
  readonly planned: readonly PlannedFlow[];
  readonly refused: readonly RefusedFlow[];
  readonly planDigest: string;
  readonly outcomes?: readonly Outcome[];
  readonly records?: readonly AuditRecord[];
}

/** Puts the result together from what was planned and what came of it. */
export function finishResult(
  mode: 'plan' | 'publish',
  run: Run<ValidateInputs>,
  { scope, gateChanges = [], planned, refused, planDigest, outcomes = [], records = [] }: Ended,
): RunResult {
  const { workspace, inputs } = run;
  const ids = new Map(records.map((record) => [record.manifest, record.audit_id]));
  const plans = new Map(planned.map((each) => [each.publishable.manifest.file, each]));
  const reasons = new Map(refused.map(({ manifest, reason }) => [manifest.file, reason]));
  const ends = new Map(outcomes.map((each) => [each.planned.publishable.manifest.file, each]));
  const flows = scope.map((checked): FlowResult => {
    const base = flowResult(checked);
    const plan = plans.get(checked.manifest.file);
    const end = ends.get(checked.manifest.file);
    if (!plan) {
      const detail = reasons.get(checked.manifest.file) ?? 'validation found errors';
      return { ...base, action: 'blocked', status: 'blocked', detail };
    }
    const status = end ? endStatus(end) : planStatus(plan);
    return {
      ...base,
      id: end?.flowId || plan.live?.id || plan.known?.flow_id || base.id,
      action: plan.action,
      status,
      detail: end?.detail ?? plan.reason,
      versionBefore: end?.versionBefore ?? plan.live?.published?.id,
      version:
        end?.versionAfter ??
        (plan.action === 'unchanged' ? (plan.known?.platform_version ?? undefined) : undefined),
      changes: shownChanges(plan),
      latencyMs: end?.latencyMs,
      auditId:
        ids.get(checked.manifest.file) ?? (plan.action === 'unchanged' ? plan.known?.audit_id : undefined),
    };
  });
  const quiet = new Set(
    planned
      .filter(({ action }) => action === 'unchanged')
      .map(({ publishable }) => publishable.manifest.file),
  );
  const all = [
    ...workspace.config.findings,
    ...scope.flatMap(({ manifest, findings }) => [
      ...findings,
      ...(plans.get(manifest.file)?.publishable.report.findings ?? []),
    ]),
  ];
  const findings = sortFindings([
    ...all.filter(({ manifest, severity }) => severity === 'error' || !quiet.has(manifest)),
    ...gateChanges,
  ]);
  const bad = flows.filter(
    ({ status }) => !['success', 'adopted', 'unchanged', 'superseded', 'planned'].includes(status),
  );
  const live = flows.filter(({ status }) => status === 'success').length;
  // In a plan, which gates pull requests, faults of the flows themselves count as "fail-on" says.
  const tolerant = mode === 'plan' && inputs.failOn === 'never';
  const standing = tolerant ? bad.filter(({ status }) => status !== 'blocked') : bad;
  const failed = standing.length > 0 || failsBy(mode === 'plan' ? inputs.failOn : 'error', findings);
  const every = (status: FlowResult['status']) =>
    flows.length > 0 && flows.every((flow) => flow.status === status);
  return resultOf(mode, run, {
    result: failed
      ? 'failure'
      : every('unchanged')
        ? 'unchanged'
        : every('superseded')
          ? 'superseded'
          : 'success',
    verdict: verdict(mode, flows, live, bad.length),
    flows,
    findings,
    records,
    planDigest,
  });
}

/**
 * What would change, line by line, of a flow that is managed from here. Of another flow, which may only have the same name,
 * nothing of its content is shown.
 */
function shownChanges({ changes, known }: PlannedFlow): readonly string[] | undefined {
  if (!changes || known || changes.length === 0) return changes?.map(changeText);
  return [
    `The live version differs in ${counted(changes.length, 'place')}. It was never published from here, so its content is not shown.`,
  ];
}

function endStatus({ status, planned }: Outcome): FlowResult['status'] {
  return status === 'success' && planned.action === 'adopt' ? 'adopted' : status;
}

function planStatus({ action }: PlannedFlow): FlowResult['status'] {
  switch (action) {
    case 'unchanged':
    case 'superseded':
    case 'conflict':
    case 'blocked':
      return action;
    case 'locked':
      return 'conflict';
    default:
      return 'planned';
  }
}

function verdict(mode: string, flows: readonly FlowResult[], live: number, bad: number): string {
  const n = (count: number) => counted(count, 'flow');
  if (mode === 'plan') {
    const todo = flows.filter(({ status, action }) => status === 'planned' && action !== 'adopt').length;
    return `Plan: ${n(todo)} would be published${bad > 0 ? `, ${bad} cannot be` : ''}, ${flows.length - todo - bad} stay as they are`;
  }
  const adopted = flows.filter(({ status }) => status === 'adopted').length;
  if (live === 0 && bad === 0 && adopted > 0)
    return `Nothing to publish: ${n(adopted)} adopted as live, ${flows.length - adopted} unchanged`;
  if (live === 0 && bad === 0) return `Nothing to publish: ${n(flows.length)} unchanged`;
  return `${n(live)} published and verified live${bad > 0 ? `, ${bad} not` : ''}`;
}
