import type { AuditView } from '../audit/branch.ts';
import type { AuditRecord } from '../audit/record.ts';
import { ActionError } from '../errors.ts';
import type { PlanInputs } from '../plan/make-plan.ts';
import { waves } from '../plan/order.ts';
import { acts, forNewPlan, type PlannedFlow, publishes } from '../plan/plan.ts';
import { intentFlows, intentOf } from '../publish/intent.ts';
import type { Outcome } from '../publish/outcome.ts';
import { openIntent, publishAll } from '../publish/publish.ts';
import { toRecord } from '../publish/record.ts';
import type { ReleasePorts } from '../release/job.ts';
import { type JobPurpose, RegisteredJobs } from '../release/registered-jobs.ts';
import type { RunResult } from '../report/result.ts';
import { type AcceptInputs, type Connected, connect, type Run } from './connected.ts';
import { type DeploymentInputs, deployAll } from './deployments.ts';
import { exportSnapshots, keepSnapshots, type SnapshotInputs, withSnapshots } from './keep-live.ts';
import { type DigestInputs, digestOf } from './plan-digest.ts';
import { planFlows } from './plan-flows.ts';
import { finishResult, goneFlows } from './planned-result.ts';
import {
  agreedRegion,
  type Prepared,
  prepareFlows,
  type RegionInputs,
  requirePublishable,
} from './prepare.ts';
import { Recovered, type RecoveryInputs } from './recovered.ts';
import { releasePorts } from './release-ports.ts';
import { type ValidateInputs, withFindings } from './validate.ts';
import { auditLogOf, writeDown } from './write-down.ts';

export type PublishInputs = DigestInputs &
  AcceptInputs &
  PlanInputs &
  DeploymentInputs &
  SnapshotInputs &
  ValidateInputs &
  RecoveryInputs &
  RegionInputs & {
    /** Publish only what was planned under this digest; empty: whatever is needed. */
    readonly planDigest: string;
  };

const PLAN_ATTEMPTS = 5;

/** Plans, writes down what it is about to do, publishes, verifies, and records what came of it. */
export function publish(run: Run<PublishInputs>): Promise<RunResult> {
  return withFindings('publish', run, () => publishWorkspace(run));
}

async function publishWorkspace(run: Run<PublishInputs>): Promise<RunResult> {
  const { workspace } = run;
  requirePublishable(workspace);
  const connected = await connect('publish', run, agreedRegion(workspace, run.inputs));
  const prepared = await prepareFlows(workspace, run.ports.secrets);
  const { publishableFlows, refused } = prepared;
  const { planned, snapshot, release, recovered, digest } = await begin(connected, prepared);
  const ended = release ? await carryOut(connected, planned, release) : undefined;
  const result = finishResult('publish', run, {
    scope: workspace.flows,
    planned,
    refused,
    planDigest: digest,
    ...ended,
  });
  return {
    ...result,
    ...recovered.into({ ...result, notices: [...result.notices, ...(ended?.differ ?? [])] }),
    gone: goneFlows(snapshot.state, publishableFlows, workspace),
    auditCommit: ended?.auditCommit,
  };
}

interface Begun {
  readonly planned: readonly PlannedFlow[];
  readonly digest: string;
  readonly snapshot: AuditView;
  /** Undefined where there is nothing to publish. */
  readonly release: ReleasePorts | undefined;
  /** What was found of runs that had broken off. */
  readonly recovered: Recovered;
}

/** Plans on top of a trail that no other run holds, and takes it by an intent; plans again if another run was faster. */
async function begin(
  connected: Connected<PublishInputs>,
  { publishableFlows, refused }: Prepared,
): Promise<Begun> {
  const { facts, genesys, inputs, ports, region } = connected;
  const auditLog = auditLogOf(connected);
  const jobs = new RegisteredJobs(genesys, ports.clock);
  const recovered = new Recovered();
  for (let attempt = 1; attempt <= PLAN_ATTEMPTS; attempt++) {
    const snapshot = await ports.log.group('Read the audit trail', () => recovered.acquire(connected));
    const { flows: planned } = await planFlows(connected, {
      publishableFlows: publishableFlows.map(forNewPlan),
      refused,
      snapshot,
      showChanges: false,
    });
    const todo = planned.filter(({ action }) => acts(action));
    const digest = await digestOf(connected, planned);
    requireSamePlan(connected, planned, digest);
    if (todo.length === 0) return { planned, digest, snapshot, release: undefined, recovered };
    await jobs.register(jobsFor(todo), inputs.concurrency);
    const flows = intentFlows(waves(todo, planned).flat(), region, jobs, inputs.atomic);
    const intent = {
      ...intentOf(flows, facts, ports.uuid(), ports.clock.now(), ports.deadline.at),
      ...(inputs.atomic ? { atomic: true } : {}),
    };
    const standing = await auditLog.begin(snapshot, intent);
    if (standing)
      return {
        planned,
        digest,
        snapshot,
        release: releasePorts(connected, standing, snapshot.state, jobs),
        recovered,
      };
  }
  throw new ActionError(
    'the audit trail kept moving while this run was planning',
    'Run again; nothing was published.',
  );
}

function jobsFor(todo: readonly PlannedFlow[]): { key: string; purpose: JobPurpose }[] {
  return todo
    .filter(({ action }) => publishes(action))
    .flatMap(({ publishable: { key }, placeholder }) => [
      { key, purpose: 'flow' },
      ...(placeholder === undefined ? [] : [{ key, purpose: 'placeholder' as const }]),
    ]);
}

/** Refuses to publish anything else than what was planned, where the plan is named by its digest. */
function requireSamePlan(
  { inputs, facts }: Connected<PublishInputs>,
  planned: readonly PlannedFlow[],
  digest: string,
): void {
  if (inputs.planDigest === '' || inputs.planDigest === digest) return;
  const todo = planned.filter(({ action }) => acts(action));
  // A run that is repeated finds its plan carried out: flows that were published from this very commit.
  const isDone = planned.some(
    ({ action, known }) => action === 'unchanged' && known?.commit === facts.commit,
  );
  if (todo.length === 0 && isDone) return;
  const flows = todo.map(({ publishable, action }) => `${action} "${publishable.graph.name}"`);
  const now = flows.length === 0 ? 'nothing to publish' : flows.join(', ').slice(0, 500);
  throw new ActionError(
    `what would be published now is not what was planned (plan ${inputs.planDigest.slice(0, 12)}, now ${digest.slice(0, 12)}: ${now})`,
    'A flow, its content, an input, the org or the version of the action has changed since the plan. Plan again and have that approved; nothing was published.',
  );
}

interface CarriedOut {
  readonly outcomes: readonly Outcome[];
  readonly records: readonly AuditRecord[];
  readonly auditCommit: string;
  /** Where the org gives back something else than was uploaded, in words. */
  readonly differ: readonly string[];
}

async function carryOut(
  connected: Connected<PublishInputs>,
  planned: readonly PlannedFlow[],
  release: ReleasePorts,
): Promise<CarriedOut> {
  const { inputs, ports, facts, region } = connected;
  const { clock, log, secrets } = ports;
  const todo = planned.filter(({ action }) => acts(action));
  const outcomes = await log.group('Publish', () => publishAll(todo, planned, inputs, release));
  const { intent } = release.journal;
  const made = outcomes
    .map((outcome) => toRecord(outcome, facts, region.name, ports.uuid(), clock.now()))
    .filter((record) => record !== undefined);
  const kept = await exportSnapshots(connected, outcomes, made);
  const records = withSnapshots(secrets.data(made), kept);
  const auditCommit = await log.group('Record', () =>
    writeDown(connected, { intent, records, open: openIntent(intent, outcomes), live: liveNow(outcomes) }),
  );
  await keepSnapshots(connected, kept);
  await deployAll(connected, records);
  return { outcomes, records, auditCommit, differ: kept.differ };
}

function liveNow(outcomes: readonly Outcome[]): string {
  return outcomes.map(({ planned, detail }) => `"${planned.publishable.graph.name}": ${detail}`).join('; ');
}
