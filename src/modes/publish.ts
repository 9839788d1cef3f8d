import { deployAll } from '../audit/deployments.ts';
import type { Intent } from '../audit/intent.ts';
import type { AuditRecord, RunFacts } from '../audit/record.ts';
import { type AcceptInputs, type ConnectInputs, connectOrg, openRepository } from '../connect.ts';
import { type DigestInputs, digestOf } from '../plan/digest-of.ts';
import { publishedAndGone } from '../plan/gone.ts';
import type { PlanInputs } from '../plan/make-plan.ts';
import { type PartInputs, partOf } from '../plan/part.ts';
import type { PublishableFlow } from '../plan/plan.ts';
import { planFlows } from '../plan/plan-flows.ts';
import { agreedRegion, prepareFlows, type RegionInputs, requirePublishable } from '../plan/prepare.ts';
import { beginPublish, type SamePlanInputs } from '../publish/begin.ts';
import type { Outcome } from '../publish/outcome.ts';
import { openIntent, publishAll } from '../publish/publish.ts';
import { toRecord } from '../publish/record.ts';
import {
  exportSnapshots,
  type SnapshotInputs,
  type Snapshots,
  withSnapshots,
  writeSnapshots,
} from '../publish/snapshots.ts';
import { Recovery, type RecoveryInputs } from '../recovery/recovery.ts';
import { releasePorts } from '../release/ports.ts';
import { RegisteredJobs } from '../release/registered-jobs.ts';
import { type Done, transact } from '../release/transaction.ts';
import type { ValidateInputs } from '../report/checked-result.ts';
import { withRecovery } from '../report/new-result.ts';
import { finishResult } from '../report/planned-result.ts';
import type { ModeResult } from '../report/result.ts';
import { withFindings } from '../report/with-findings.ts';
import type { Run } from '../task.ts';

export type PublishInputs = ConnectInputs &
  DigestInputs &
  AcceptInputs &
  PlanInputs &
  SnapshotInputs &
  ValidateInputs &
  RecoveryInputs &
  RegionInputs &
  PartInputs &
  SamePlanInputs;

interface Published extends Done {
  readonly outcomes: readonly Outcome[];
  readonly snapshots: Snapshots;
}

/** Plans, writes down what it is about to do, publishes, verifies, and records the outcome. */
export function publish(run: Run<PublishInputs>): Promise<ModeResult> {
  return withFindings('publish', run, () => publishWorkspace(run));
}

async function publishWorkspace(run: Run<PublishInputs>): Promise<ModeResult> {
  const { workspace, inputs, ports } = run;
  requirePublishable(workspace);
  const region = agreedRegion(workspace, inputs);
  const genesys = await connectOrg('publish', run, region);
  const repository = await openRepository('publish', run);
  const prepared = await prepareFlows(workspace, ports.secrets);
  const part = partOf(workspace.flows, prepared, inputs, { facts: run.facts, region: region.name });
  const { publishableFlows, refused, shard } = part;
  const facts = { ...run.facts, shard };
  const files = new Set(part.flows.map(({ manifest }) => manifest.file));
  const context = { ...repository, genesys, facts, inputs, ports, files };
  const jobs = new RegisteredJobs(genesys, ports.clock);
  const recovery = new Recovery(context);
  const planning = { inputs, region, facts, genesys, repository, log: ports.log };

  const { view, plan, done } = await transact(repository.auditLog, ports.log, {
    acquire: () => recovery.acquire(),
    plan: async (found) => {
      const toPlan = { publishableFlows, refused, view: found, showChanges: false };
      const { flows } = await planFlows(planning, toPlan);
      return {
        flows,
        digest: await digestOf({ inputs, environment: facts.environment, region, genesys, shard }, flows),
      };
    },
    intent: ({ flows, digest }) => {
      const interrupted = (wanted: string) => recovery.planned(wanted);
      return beginPublish(flows, digest, jobs, { region, facts, inputs, ports, interrupted });
    },
    act: async ({ flows }, intent, found) => {
      await recovery.begun(intent);
      const release = releasePorts(context, intent, found.state, jobs);
      const outcomes = await ports.log.group('Publish', () => publishAll(flows, inputs, release));
      const made = outcomes.flatMap(
        (each) => toRecord(each, facts, region.name, ports.uuid(), ports.clock.now()) ?? [],
      );
      const snapshots = await exportSnapshots(context, outcomes, made);
      return published(
        outcomes,
        withSnapshots(ports.secrets.data(made), snapshots),
        snapshots,
        release.journal.intent,
      );
    },
  });

  if (done) {
    await writeSnapshots(context, done.snapshots);
    await deployAll(context, done.records);
  }
  const { flows: planned, digest } = plan;
  const ended = { scope: part.flows, planned, refused, planDigest: digest, ...done };
  const result = withRecovery(finishResult('publish', run, ended), recovery, done?.snapshots.differ);
  return {
    ...ofShard(result, shard),
    gone: publishedAndGone(view.state, keysOf(prepared.publishableFlows), filesOf(run)),
    auditCommit: done?.auditCommit,
  };
}

function published(
  outcomes: readonly Outcome[],
  records: readonly AuditRecord[],
  snapshots: Snapshots,
  intent: Intent,
): Published {
  return {
    outcomes,
    snapshots,
    intent,
    records,
    open: openIntent(intent, outcomes),
    live: outcomes.map(({ planned, detail }) => `"${planned.publishable.graph.name}": ${detail}`).join('; '),
  };
}

/** Says which shard a result is of. A shard without a flow of its own ends as one whose flows are all unchanged. */
function ofShard(result: ModeResult, shard: RunFacts['shard']): ModeResult {
  if (!shard) return result;
  const name = `Shard ${shard.index} of ${shard.of}`;
  if (result.flows.length > 0) return { ...result, verdict: `${name}: ${result.verdict}` };
  const unchanged = result.result === 'success' ? 'unchanged' : result.result;
  return { ...result, result: unchanged, verdict: `${name}: no flow is in this shard` };
}

function keysOf(flows: readonly PublishableFlow[]): ReadonlySet<string> {
  return new Set(flows.map(({ key }) => key));
}

function filesOf({ workspace }: Run<unknown>): ReadonlySet<string> {
  return new Set(workspace.flows.map(({ manifest }) => manifest.file));
}
