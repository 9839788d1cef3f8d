import type { Intent } from '../audit/intent.ts';
import type { OrgFlow } from '../genesys/port.ts';
import { pool } from '../net/pool.ts';
import { MODULE } from '../plan/consumers.ts';
import { findingOf } from '../plan/finding-of.ts';
import { type Dependency, dependencies, isLive, waves } from '../plan/order.ts';
import { placeholderState } from '../plan/placeholders.ts';
import { acts, type PlannedFlow, publishes } from '../plan/plan.ts';
import type { Progress, ReleasePorts } from '../release/ports.ts';
import { orgConflict } from '../rules/org.ts';
import { adopt } from './adopt.ts';
import { rollBackAll } from './atomic-rollback.ts';
import { contained } from './contained.ts';
import { notReleased, type Outcome } from './outcome.ts';
import { removePlaceholder } from './placeholder.ts';
import { publishFlow, type Release } from './publish-flow.ts';

/** How the flows of a run are published. */
export interface PublishOptions {
  /** Flows at once. */
  readonly concurrency: number;
  /** All of them or none: the first that fails ends the run, and what it published is rolled back. */
  readonly atomic: boolean;
}

/**
 * Publishes the flows of a plan that need it, in the order of their dependencies, a few at a time. What depends on a failed
 * flow is not begun; after an unexpected error nothing is. Never throws: what was published is to be recorded.
 */
export function publishAll(
  all: readonly PlannedFlow[],
  options: PublishOptions,
  ports: ReleasePorts,
): Promise<Outcome[]> {
  const planned = all.filter(({ action }) => acts(action));
  return new Publisher(all, options, ports).publish(planned);
}

/** Publishes the flows of one run, and remembers what keeps others from being begun. */
class Publisher {
  readonly #all: readonly PlannedFlow[];
  readonly #options: PublishOptions;
  readonly #ports: ReleasePorts;
  readonly #needs: ReturnType<typeof dependencies>;
  readonly #broken = new Set<PlannedFlow>();
  /** What is live of flows of which only a placeholder is. */
  readonly #placeholders = new Map<PlannedFlow, OrgFlow>();
  /** The first flow of an atomic run that is not live. */
  #failed: PlannedFlow | undefined;
  /** The first flow that ended with an unexpected error. */
  #crashed: PlannedFlow | undefined;

  constructor(all: readonly PlannedFlow[], options: PublishOptions, ports: ReleasePorts) {
    this.#all = all;
    this.#options = options;
    this.#ports = ports;
    this.#needs = dependencies(all);
  }

  async publish(planned: readonly PlannedFlow[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const wave of waves(planned, this.#all)) {
      const first = wave.filter(({ placeholder }) => placeholder !== undefined);
      const made = await this.#each(first, (flow, progress) => this.#publishPlaceholder(flow, progress));
      const lost = made.filter(({ status }) => status !== 'success');
      const missing = new Set(lost.map(({ planned: flow }) => flow));
      const rest = wave.filter((flow) => !missing.has(flow));
      const ended = await this.#each(rest, (flow, progress) => this.#publishOrAdopt(flow, progress));
      outcomes.push(...lost, ...ended);
    }
    for (const [at, outcome] of outcomes.entries()) {
      const placeholder = this.#placeholders.get(outcome.planned);
      if (placeholder) outcomes[at] = await removePlaceholder(outcome, placeholder, this.#ports);
    }
    if (!this.#failed) return outcomes;
    const why = `${nameOf(this.#failed)} did not go live, and this run is atomic`;
    return rollBackAll(outcomes, why, this.#ports);
  }

  /** Does something with some flows, a few at a time, unless something stands in the way of one. */
  async #each(
    flows: readonly PlannedFlow[],
    release: (flow: PlannedFlow, progress: Progress) => Promise<Outcome>,
  ): Promise<Outcome[]> {
    const ended = await pool(flows, this.#options.concurrency, async (flow) => {
      const why = this.#obstacle(flow);
      if (why !== undefined) this.#ports.log.info(`${nameOf(flow)}: skipped: ${why}`);
      const outcome =
        why === undefined
          ? await contained(flow, this.#ports, release, () => {
              this.#crashed ??= flow;
            })
          : notReleased(flow, { status: 'skipped', detail: why });
      if (this.#options.atomic && outcome.status !== 'success') this.#failed ??= flow;
      return outcome;
    });
    for (const { planned: flow, status } of ended) if (status !== 'success') this.#broken.add(flow);
    return ended;
  }

  /** Why a flow is not begun; undefined if it is. */
  #obstacle(flow: PlannedFlow): string | undefined {
    const { clock, deadline } = this.#ports;
    if (this.#crashed) return `${nameOf(this.#crashed)} ended with an internal error of this action`;
    if (this.#failed) return `${nameOf(this.#failed)} is not live, and this run is atomic`;
    const needs = this.#needs.get(flow) ?? [];
    // A flow that is only referred to, and is live already, will do as it is.
    const cause = needs.find((need) => this.#broken.has(need.flow) && (need.declared || !isLive(need.flow)));
    if (cause) return `${nameOf(cause.flow)}, which it depends on, is not live`;
    const module = flow.action === 'republish' ? onlyFailedModule(needs, this.#broken) : undefined;
    if (module) return `${nameOf(module)}, whose new version it was to take, is not live`;
    if (clock.cancelled) return 'the run was cancelled';
    if (clock.now() > deadline.at) return 'the time of the step was up; raise "timeout-minutes"';
    return undefined;
  }

  /** Publishes the placeholder of a flow, and keeps what is live then. */
  async #publishPlaceholder(flow: PlannedFlow, progress: Progress): Promise<Outcome> {
    const { graph } = flow.publishable;
    this.#ports.log.info(`${nameOf(flow)}: its placeholder comes first, since flows refer to each other`);
    const release: Release = { text: flow.placeholder ?? '', purpose: 'placeholder', base: undefined };
    const outcome = await publishFlow(flow, release, this.#ports, progress);
    if (outcome.status !== 'success') return outcome;
    const live = await this.#ports.genesys.flowById(outcome.flowId);
    if (live && live.published?.id === outcome.versionAfter) {
      this.#placeholders.set(flow, live);
      return outcome;
    }
    const detail = `${nameOf(flow)} was changed in the org right after its placeholder was published`;
    const findings = findingOf(flow.publishable, orgConflict, {
      place: graph.locate(graph.nameAt),
      message: `${detail}; that was left alone`,
      hint: 'Run again. The plan is made again then.',
    });
    return { ...outcome, status: 'conflict', detail, versionAfter: live?.published?.id, findings };
  }

  /** Publishes a flow, over its placeholder where there is one, or records it as it is live. */
  #publishOrAdopt(flow: PlannedFlow, progress: Progress): Promise<Outcome> {
    if (flow.action === 'adopt') return adopt(flow, this.#ports);
    const placeholder = this.#placeholders.get(flow);
    const { text } = flow.publishable;
    const base = placeholder ? undefined : flow.live?.published?.id;
    const known = placeholder
      ? { ...flow, live: placeholder, known: placeholderState(flow.publishable, placeholder) }
      : flow;
    return publishFlow(known, { text, purpose: 'flow', base }, this.#ports, progress);
  }
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

/** The intent of the flows whose end is not known, to stay open; undefined if all are. */
export function openIntent(intent: Intent, outcomes: readonly Outcome[]): Intent | undefined {
  const pending = new Set(
    outcomes.filter(({ status }) => status === 'pending').map(({ planned }) => planned.publishable.key),
  );
  return pending.size === 0
    ? undefined
    : { ...intent, flows: intent.flows.filter(({ key }) => pending.has(key)) };
}
