import type { Intent } from '../audit/intent.ts';
import { ActionError, errorMessage } from '../errors.ts';
import type { OrgFlow } from '../genesys/port.ts';
import { pool } from '../net/pool.ts';
import { MODULE } from '../plan/consumers.ts';
import { lookUp } from '../plan/look-up.ts';
import { type Dependency, dependencies, isLive, waves } from '../plan/order.ts';
import { placeholderState } from '../plan/placeholders.ts';
import { type PlannedFlow, publishes } from '../plan/plan.ts';
import type { Progress, ReleasePorts } from '../release/job.ts';
import { orgConflict, publishFailed } from '../rules/org.ts';
import { adopt } from './adopt.ts';
import { rollBackAll } from './atomic-rollback.ts';
import type { Outcome } from './outcome.ts';
import { removePlaceholder } from './placeholder.ts';
import { type Release, release } from './release.ts';

/** How the flows of a run are published. */
export interface PublishOptions {
  /** Flows at once. */
  readonly concurrency: number;
  /** All of them or none: the first that fails ends the run, and what it published is put back. */
  readonly atomic: boolean;
}

/**
 * Publishes flows in the order of their dependencies, a few at a time. What depends on a failed flow is not begun; after an
 * unexpected error nothing is. `all`: the flows of the plan that are not published, too. Never throws: what was published is
 * to be recorded.
 */
export async function publishAll(
  planned: readonly PlannedFlow[],
  all: readonly PlannedFlow[],
  { concurrency, atomic }: PublishOptions,
  ports: ReleasePorts,
): Promise<Outcome[]> {
  let failed: PlannedFlow | undefined;
  const needs = dependencies(all);
  const broken = new Set<PlannedFlow>();
  const placeholders = new Map<PlannedFlow, OrgFlow>();
  const state: Shared = { crashed: undefined, placeholders, ports };
  const outcomes: Outcome[] = [];

  /** Why a flow is not begun; undefined if it is. */
  const hindrance = (flow: PlannedFlow): string | undefined => {
    if (state.crashed) return `${nameOf(state.crashed)} ended with an internal error of this action`;
    if (failed) return `${nameOf(failed)} is not live, and this run is atomic`;
    // A flow that is only referred to, and is live already, will do as it is.
    const cause = needs
      .get(flow)
      ?.find((need) => broken.has(need.flow) && (need.declared || !isLive(need.flow)));
    if (cause) return `${nameOf(cause.flow)}, which it depends on, is not live`;
    const module = flow.action === 'republish' ? onlyFailedModule(needs.get(flow) ?? [], broken) : undefined;
    if (module) return `${nameOf(module)}, whose new version it was to take, is not live`;
    if (ports.clock.cancelled) return 'the run was cancelled';
    if (ports.clock.now() > ports.deadline.at) return 'the time of the step was up; raise "timeout-minutes"';
    return undefined;
  };
  const carryOut = async (flows: readonly PlannedFlow[], act: (flow: PlannedFlow) => Promise<Outcome>) => {
    const ended = await pool(flows, concurrency, async (flow) => {
      const why = hindrance(flow);
      if (why !== undefined) ports.log.info(`"${flow.publishable.graph.name}": skipped: ${why}`);
      const outcome = why === undefined ? { ...(await act(flow)), planned: flow } : skipped(flow, why);
      if (atomic && outcome.status !== 'success') failed ??= flow;
      return outcome;
    });
    for (const { planned: flow, status } of ended) if (status !== 'success') broken.add(flow);
    return ended;
  };

  for (const wave of waves(planned, all)) {
    const first = wave.filter(({ placeholder }) => placeholder !== undefined);
    const made = await carryOut(first, (flow) => makePlaceholder(flow, state));
    const lost = made.filter(({ status }) => status !== 'success');
    const missing = new Set(lost.map(({ planned: flow }) => flow));
    const rest = wave.filter((flow) => !missing.has(flow));
    outcomes.push(...lost, ...(await carryOut(rest, (flow) => attempt(flow, state))));
  }
  for (const [at, outcome] of outcomes.entries()) {
    const placeholder = placeholders.get(outcome.planned);
    if (placeholder) outcomes[at] = await removePlaceholder(outcome, placeholder, ports);
  }
  if (!failed) return outcomes;
  return rollBackAll(outcomes, `${nameOf(failed)} did not go live, and this run is atomic`, ports);
}

/** What the flows of a run share while they are published. */
interface Shared {
  /** The first flow that ended with an unexpected error. */
  crashed: PlannedFlow | undefined;
  /** What is live of flows of which only a placeholder is. */
  readonly placeholders: Map<PlannedFlow, OrgFlow>;
  readonly ports: ReleasePorts;
}

function nameOf({ publishable }: PlannedFlow): string {
  return `"${publishable.graph.name}"`;
}

/** A common module that failed, where none is left that a flow would be republished for. */
function onlyFailedModule(
  needs: readonly Dependency[],
  broken: ReadonlySet<PlannedFlow>,
): PlannedFlow | undefined {
  const modules = needs
    .map(({ flow }) => flow)
    .filter(({ publishable, action }) => publishable.graph.type.api === MODULE && publishes(action));
  return modules.every((each) => broken.has(each)) ? modules[0] : undefined;
}

/** Publishes the placeholder of a flow, and keeps what is live then. */
function makePlaceholder(flow: PlannedFlow, shared: Shared): Promise<Outcome> {
  const { ports, placeholders } = shared;
  const { graph, report } = flow.publishable;
  ports.log.info(`"${graph.name}": its placeholder comes first, since flows refer to each other`);
  const what: Release = { text: flow.placeholder ?? '', purpose: 'placeholder', back: undefined };
  return guarded(flow, shared, async (progress) => {
    const outcome = await release(flow, what, ports, progress);
    if (outcome.status !== 'success') return outcome;
    const live = await ports.genesys.flowById(outcome.flowId);
    if (live && live.published?.id === outcome.versionAfter) {
      placeholders.set(flow, live);
      return outcome;
    }
    const detail = `"${graph.name}" was changed in the org right after its placeholder was published`;
    report.add(orgConflict, {
      place: graph.locate(graph.nameAt),
      message: `${detail}; that was left alone`,
      hint: 'Run again: the plan is then made anew.',
    });
    return { ...outcome, status: 'conflict', detail, versionAfter: live?.published?.id };
  });
}

/** Publishes a flow, or adopts it; `placeholder`: what is live of it is its placeholder, which is filled. */
function attempt(flow: PlannedFlow, shared: Shared): Promise<Outcome> {
  const { ports, placeholders } = shared;
  const placeholder = placeholders.get(flow);
  const { text } = flow.publishable;
  const back = placeholder ? undefined : flow.live?.published?.id;
  const fill = placeholder
    ? { ...flow, live: placeholder, known: placeholderState(flow.publishable, placeholder) }
    : flow;
  return guarded(flow, shared, (progress) =>
    flow.action === 'adopt'
      ? adopt(flow, ports)
      : release(fill, { text, purpose: 'flow', back }, ports, progress),
  );
}

/** Turns what breaks a release into an outcome that says what is live. An error that is not expected stops the run. */
async function guarded(
  planned: PlannedFlow,
  shared: Shared,
  act: (progress: Progress) => Promise<Outcome>,
): Promise<Outcome> {
  const { ports } = shared;
  const progress: Progress = { uploading: false };
  try {
    return await act(progress);
  } catch (error) {
    const { publishable } = planned;
    const place = publishable.graph.locate(publishable.graph.nameAt);
    if (!(error instanceof ActionError)) {
      shared.crashed ??= planned;
      ports.log.info(error instanceof Error ? (error.stack ?? error.message) : errorMessage(error));
    }
    publishable.report.add(publishFailed, { place, ...explained(error) });
    const live = await lookUp(ports.genesys, publishable).catch(() => undefined);
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
      jobMs: undefined,
      rollbackTrigger: undefined,
    };
  }
}

function explained(error: unknown): { readonly message: string; readonly hint: string } {
  if (error instanceof ActionError) return { message: error.message, hint: error.hint };
  return {
    message: `an internal error of this action: ${errorMessage(error)}`,
    hint: 'Report this to the maintainers of the action, with the log of the step. Nothing more was published.',
  };
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
    jobMs: undefined,
    rollbackTrigger: undefined,
  };
}

/** The intent of the flows whose end is not known, to stay open; undefined if all are. */
export function openIntent(intent: Intent, outcomes: readonly Outcome[]): Intent | undefined {
  const pending = new Set(
    outcomes.filter(({ status }) => status === 'pending').map(({ planned }) => planned.publishable.key),
  );
  return pending.size === 0
    ? undefined
    : { ...intent, flows: intent.flows.filter(({ key }) => pending.has(key)) };
}
