import type { AuditRecord } from '../audit/record.ts';
import type { BaseComparison } from '../changes/base-comparison.ts';
import { sentences } from '../difference/sentence.ts';
import { type Finding, sortFindings } from '../findings/finding.ts';
import type { PlannedFlow, RefusedFlow } from '../plan/plan.ts';
import type { Outcome } from '../publish/outcome.ts';
import type { Run } from '../task.ts';
import { counted } from '../text/plural.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { acceptedIn, failsBy, flowResult, type ValidateInputs } from './checked-result.ts';
import { isFailed } from './flow-rank.ts';
import { modeResult } from './new-result.ts';
import type { FlowResult, ModeResult } from './result.ts';
import { STATUSES } from './status.ts';

/** What a plan or publish came to, before it is put together. */
export interface Ended {
  /** The flows that the run is about. */
  readonly scope: Workspace['flows'];
  /** Changes of what a pull request is judged by; they are shown also where a flow itself is unchanged. */
  readonly gateChanges?: readonly Finding[];
  /** The findings compared with the base of the change; absent: all are reported. */
  readonly comparison?: BaseComparison | undefined;
  /** Manifests of flows that nothing but findings of the base keeps from being published. */
  readonly tolerated?: ReadonlySet<string>;
  readonly planned: readonly PlannedFlow[];
  readonly refused: readonly RefusedFlow[];
  readonly planDigest: string;
  readonly outcomes?: readonly Outcome[];
  readonly records?: readonly AuditRecord[];
}

/** Puts the result together from what was planned and what came of it. */
export function finishResult(mode: 'plan' | 'publish', run: Run<ValidateInputs>, ended: Ended): ModeResult {
  const { workspace, inputs } = run;
  const { scope, comparison, tolerated, planDigest, records = [] } = ended;
  const flows = flowResults(ended);
  const findings = allFindings(workspace, ended);
  const bad = flows.filter(isFailed);
  const live = flows.filter(({ status }) => status === 'success').length;
  // In a plan, which gates pull requests, findings of the flows themselves count as "fail-on" says.
  const tolerant = mode === 'plan' && inputs.failOn === 'never';
  const standing = bad.filter(
    ({ status, manifest }) => status !== 'blocked' || !(tolerant || tolerated?.has(manifest)),
  );
  const failed = standing.length > 0 || failsBy(mode === 'plan' ? inputs.failOn : 'error', findings);
  const all = (status: FlowResult['status']) =>
    flows.length > 0 && flows.every((flow) => flow.status === status);
  return modeResult({
    notices: run.notices,
    result: failed
      ? 'failure'
      : all('unchanged')
        ? 'unchanged'
        : all('superseded')
          ? 'superseded'
          : 'success',
    verdict: verdict(mode, flows, live, bad.length),
    flows,
    findings,
    accepted: acceptedIn(scope),
    inBase: comparison?.inBase,
    records,
    planDigest,
  });
}

/** The flows of the run, each with what was planned and done. */
function flowResults({ scope, planned, refused, outcomes = [], records = [] }: Ended): FlowResult[] {
  const ids = new Map(records.map((record) => [record.manifest, record.audit_id]));
  const plans = new Map(planned.map((each) => [each.publishable.manifest.file, each]));
  const reasons = new Map(refused.map(({ manifest, reason }) => [manifest.file, reason]));
  const ends = new Map(outcomes.map((each) => [each.planned.publishable.manifest.file, each]));
  return scope.map((checked): FlowResult => {
    const { file } = checked.manifest;
    const base = flowResult(checked);
    const plan = plans.get(file);
    if (!plan) {
      const detail = reasons.get(file) ?? 'validation found errors';
      return { ...base, action: 'blocked', status: 'blocked', detail };
    }
    const end = ends.get(file);
    const own = end ? endOf(end) : standOf(plan);
    return {
      ...base,
      ...own,
      id: end?.flowId || plan.live?.id || plan.known?.flow_id || base.id,
      action: plan.action,
      ...shownChanges(plan),
      auditId: ids.get(file) ?? own.auditId,
    };
  });
}

type Ending = Pick<FlowResult, 'status' | 'detail' | 'versionBefore' | 'version' | 'latencyMs' | 'auditId'>;

/** How the release of a flow ended. */
function endOf(end: Outcome): Ending {
  const { detail, versionBefore, versionAfter: version, latencyMs, planned } = end;
  const before = versionBefore ?? planned.live?.published?.id;
  return { status: endStatus(end), detail, versionBefore: before, version, latencyMs, auditId: undefined };
}

/** What is planned for a flow; of one that nothing is done about, what the audit log says. */
function standOf(plan: PlannedFlow): Ending {
  const known = isStanding(plan) ? plan.known : undefined;
  return {
    status: planStatus(plan),
    detail: plan.reason,
    versionBefore: plan.live?.published?.id,
    version: known?.platform_version ?? undefined,
    latencyMs: undefined,
    auditId: known?.audit_id,
  };
}

/** The findings of loading, planning and publishing, without the warnings of flows that are unchanged. */
function allFindings(
  { config }: Workspace,
  { scope, gateChanges = [], comparison, planned, outcomes = [] }: Ended,
): readonly Finding[] {
  const quiet = new Set(
    planned
      .filter(({ action }) => action === 'unchanged' || action === 'held')
      .map(({ publishable }) => publishable.manifest.file),
  );
  const all = [
    ...(comparison?.config ?? config.findings),
    ...[...scope, ...planned, ...outcomes].flatMap(({ findings }) => findings),
  ];
  return sortFindings([
    ...all.filter(({ manifest, severity }) => severity === 'error' || !quiet.has(manifest)),
    ...gateChanges,
  ]);
}

/**
 * What would change of a flow that is managed from here, in words and as the version that is live. Of another flow, which may only
 * have the same name, nothing of its content is shown.
 */
function shownChanges({ earlier, known }: PlannedFlow): Pick<FlowResult, 'changes' | 'earlier'> {
  if (!earlier) return {};
  const { length } = earlier.difference.changes;
  if (known || length === 0) return { earlier, changes: sentences(earlier.difference) };
  const text = `The live version differs in ${counted(length, 'place')}. It was never published from here, so its content is not shown.`;
  return { changes: [{ group: '', text, part: '' }] };
}

/** Nothing is done about the flow, and what is live of it is what the audit log says. */
function isStanding({ action }: PlannedFlow): boolean {
  return action === 'unchanged' || action === 'held';
}

function endStatus({ status, planned }: Outcome): FlowResult['status'] {
  return status === 'success' && planned.action === 'adopt' ? 'adopted' : status;
}

function planStatus({ action }: PlannedFlow): FlowResult['status'] {
  switch (action) {
    case 'unchanged':
    case 'held':
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
  const count = (status: FlowResult['status']) => flows.filter((flow) => flow.status === status).length;
  const held = count('held');
  const kept = held === 0 ? '' : `, ${held} held after a rollback`;
  if (mode === 'plan') {
    const todo = flows.filter(({ status, action }) => status === 'planned' && action !== 'adopt').length;
    const others = flows.length - todo - bad - held;
    return `Plan: ${n(todo)} to publish${bad > 0 ? `, ${bad} blocked` : ''}, ${others} unchanged${kept}`;
  }
  const adopted = count('adopted');
  if (live > 0 || bad > 0)
    return bad > 0
      ? `Publish failed: ${n(bad)} not published (${reasonsOf(flows)}), ${live} live${kept}`
      : `${n(live)} published and verified live${kept}`;
  const others = flows.length - adopted - held;
  return adopted > 0
    ? `Nothing to publish: ${n(adopted)} adopted as live, ${others} unchanged${kept}`
    : `Nothing to publish: ${n(others)} unchanged${kept}`;
}

/** The statuses of the flows that failed, in words. */
function reasonsOf(flows: readonly FlowResult[]): string {
  return [...new Set(flows.filter(isFailed).map(({ status }) => STATUSES[status].label))].join(', ');
}
