import type { IntentFlow, NewIntent } from '../audit/intent.ts';
import type { RunFacts } from '../audit/record.ts';
import { ActionError } from '../errors.ts';
import type { Region } from '../manifest/region.ts';
import { waves } from '../plan/order.ts';
import { acts, type PlannedFlow, publishes } from '../plan/plan.ts';
import type { JobPurpose, RegisteredJobs } from '../release/registered-jobs.ts';
import type { Clock, Deadline } from '../runtime.ts';
import { intentFlows, intentOf } from './intent.ts';

export interface SamePlanInputs {
  /** Publish only what was planned under this digest; empty: whatever is needed. */
  readonly planDigest: string;
}

/** What a publish is begun with. */
export interface Beginning {
  readonly region: Region;
  readonly facts: RunFacts;
  readonly inputs: SamePlanInputs & { readonly concurrency: number; readonly atomic: boolean };
  readonly ports: { readonly clock: Clock; readonly deadline: Deadline; uuid(): string };
  /** The flows of interrupted runs that published the plan with this digest. */
  readonly interrupted: (digest: string) => readonly IntentFlow[];
}

/**
 * The intent of a publish, with a registered job for each flow; undefined where nothing is to be published. Throws an
 * `ActionError` where the plan is not the one that was named by its digest.
 */
export async function beginPublish(
  planned: readonly PlannedFlow[],
  digest: string,
  jobs: RegisteredJobs,
  { region, facts, inputs, ports, interrupted }: Beginning,
): Promise<NewIntent | undefined> {
  const todo = planned.filter(({ action }) => acts(action));
  const { planDigest: wanted } = inputs;
  if (!isRest(todo, interrupted(wanted))) requireSamePlan(planned, { wanted, digest }, facts);
  if (todo.length === 0) return undefined;
  await jobs.register(jobsFor(todo), inputs.concurrency);
  const flows = intentFlows(waves(todo, planned).flat(), region, jobs, inputs.atomic);
  const intent = intentOf(flows, facts, ports.uuid(), ports.clock.now(), ports.deadline.at);
  return {
    ...intent,
    ...(wanted === '' ? {} : { plan_digest: wanted }),
    ...(inputs.atomic ? { atomic: true } : {}),
  };
}

function jobsFor(todo: readonly PlannedFlow[]): { key: string; purpose: JobPurpose }[] {
  return todo
    .filter(({ action }) => publishes(action))
    .flatMap(({ publishable: { key }, placeholder }) => [
      { key, purpose: 'flow' },
      ...(placeholder === undefined ? [] : [{ key, purpose: 'placeholder' as const }]),
    ]);
}

/** True if an interrupted run was about to do the same with each of these flows: that run had checked its plan. */
function isRest(todo: readonly PlannedFlow[], interrupted: readonly IntentFlow[]): boolean {
  const known = new Map(interrupted.map((flow) => [flow.key, flow]));
  return (
    known.size > 0 &&
    todo.every(({ publishable: { key, digest, manifest }, live }) => {
      const flow = known.get(key);
      return (
        flow?.content_digest === digest &&
        flow.manifest === manifest.file &&
        flow.flow_id === (live?.id ?? '') &&
        flow.base_version === (live?.published?.id ?? null)
      );
    })
  );
}

/** Refuses to publish anything else than what was planned, where the plan is named by its digest. */
function requireSamePlan(
  planned: readonly PlannedFlow[],
  { wanted, digest }: { readonly wanted: string; readonly digest: string },
  { commit, shard }: RunFacts,
): void {
  if (wanted === '' || wanted === digest) return;
  const todo = planned.filter(({ action }) => acts(action));
  // A run that is repeated finds its plan carried out: flows that were published from this very commit.
  const isDone = planned.some(({ action, known }) => action === 'unchanged' && known?.commit === commit);
  if (todo.length === 0 && isDone) return;
  const flows = todo.map(({ publishable, action }) => `${action} "${publishable.graph.name}"`);
  const now = flows.length === 0 ? 'nothing to publish' : flows.join(', ').slice(0, 500);
  const own = shard ? ` For a shard, give "plan-digest" of its entry in the output matrix.` : '';
  throw new ActionError(
    `what would be published now is not what was planned (plan ${wanted.slice(0, 12)}, now ${digest.slice(0, 12)}: ${now})`,
    `A flow, its content, an input, the org or the version of the action has changed since the plan. Plan again and have that approved. Nothing was published.${own}`,
  );
}
