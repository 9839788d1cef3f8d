import type { Intent } from '../audit/ledger.ts';
import { errorMessage, UserError } from '../errors.ts';
import { pool } from '../net/pool.ts';
import { lookUp } from '../plan/make-plan.ts';
import { dependencies, waves } from '../plan/order.ts';
import { type PlannedFlow, stands } from '../plan/plan.ts';
import { adopt } from './adopt.ts';
import type { Progress, ReleasePorts } from './job.ts';
import type { Outcome } from './outcome.ts';
import { release } from './release.ts';
import { undoAll } from './undo.ts';

/** How the flows of a run are published. */
export interface PublishOptions {
  /** Flows at once. */
  readonly concurrency: number;
  /** All of them or none: the first that fails ends the run, and what it published is put back. */
  readonly atomic: boolean;
}

/** Publishes flows in the order of their dependencies, a few at a time. What depends on a failed flow is not begun. */
export async function publishAll(
  planned: readonly PlannedFlow[],
  all: readonly PlannedFlow[],
  { concurrency, atomic }: PublishOptions,
  ports: ReleasePorts,
): Promise<Outcome[]> {
  let failed = atomic ? all.find(({ intention }) => stands(intention)) : undefined;
  const needs = dependencies(all);
  const broken = new Set(all.filter(({ intention }) => stands(intention)));
  const outcomes: Outcome[] = [];
  for (const wave of waves(planned)) {
    const ended = await pool(wave, concurrency, async (flow): Promise<Outcome> => {
      if (failed)
        return skipped(flow, `"${failed.candidate.graph.name}" is not live, and this run is atomic`);
      // A flow that is only referred to, and is live already, will do as it is.
      const cause = needs
        .get(flow)
        ?.find((need) => broken.has(need.flow) && (need.declared || need.flow.live === undefined));
      if (cause)
        return skipped(flow, `"${cause.flow.candidate.graph.name}", which it depends on, is not live`);
      if (ports.clock.cancelled) return skipped(flow, 'the run was cancelled');
      if (ports.clock.now() > ports.deadline.at)
        return skipped(flow, 'the time of the step was up; raise "timeout-minutes"');
      const outcome = await attempt(flow, ports);
      if (atomic && outcome.status !== 'success') failed ??= flow;
      return outcome;
    });
    for (const outcome of ended) {
      outcomes.push(outcome);
      if (outcome.status === 'success') continue;
      broken.add(outcome.planned);
      if (atomic) failed ??= outcome.planned;
    }
  }
  if (!failed) return outcomes;
  return undoAll(outcomes, `"${failed.candidate.graph.name}" did not go live, and this run is atomic`, ports);
}

/** Turns what breaks a release into an outcome that says what is live; only faults of ours are thrown on. */
async function attempt(planned: PlannedFlow, ports: ReleasePorts): Promise<Outcome> {
  const progress: Progress = { uploading: false };
  try {
    if (planned.intention === 'adopt') return await adopt(planned, ports);
    return await release(planned, ports, progress);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { candidate } = planned;
    const place = candidate.graph.locate(candidate.graph.nameAt);
    candidate.report.add('publish-failed', { place, message: error.message, hint: error.hint });
    const live = await lookUp(ports.genesys, candidate).catch(() => undefined);
    const version = live?.published?.id;
    const words = live
      ? version
        ? `version ${version} is live`
        : 'nothing is live'
      : 'what is live could not be read';
    return {
      planned,
      // Once the file may have arrived the job may still end well; the intent stays open for the next run to look.
      status: progress.uploading ? 'pending' : 'failure',
      detail: `${errorMessage(error)}; ${words}`,
      flowId: live?.id ?? planned.live?.id ?? '',
      versionBefore: planned.live?.published?.id,
      versionAfter: version,
      latencyMs: undefined,
      rollbackTrigger: undefined,
    };
  }
}

function skipped(planned: PlannedFlow, detail: string): Outcome {
  return {
    planned,
    status: 'skipped',
    detail,
    flowId: planned.live?.id ?? '',
    versionBefore: planned.live?.published?.id,
    versionAfter: planned.live?.published?.id,
    latencyMs: undefined,
    rollbackTrigger: undefined,
  };
}

/** The intent of the flows whose end is not known, to stay open; undefined if all are. */
export function openIntent(intent: Intent, outcomes: readonly Outcome[]): Intent | undefined {
  const pending = new Set(
    outcomes.filter(({ status }) => status === 'pending').map(({ planned }) => planned.candidate.key),
  );
  return pending.size === 0
    ? undefined
    : { ...intent, flows: intent.flows.filter(({ key }) => pending.has(key)) };
}
