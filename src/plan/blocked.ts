import { groupBy } from '../text/group-by.ts';
import { users } from './consumers.ts';
import { isLive, needs } from './order.ts';
import { acts, type PlannedFlow, publishes, type RefusedFlow, refusedName, stands } from './plan.ts';

/** Why a flow is not published. */
interface Cause {
  readonly name: string;
  readonly reason: string;
}

/**
 * Blocks the flows that depend, directly or through others, on one that is not published: by `depends_on`, or by a reference
 * to a flow that is not live. In an `atomic` run one flow that cannot be published blocks all of them. What a flow refers
 * to that is refused is looked up in the org (`checkReferences`), so here only its `depends_on` counts.
 */
export function blockDependents(
  flows: readonly PlannedFlow[],
  refused: readonly RefusedFlow[],
  atomic: boolean,
): PlannedFlow[] {
  const roots = causes(flows, refused);
  const blocked = flows.map((flow, at) => {
    const cause = roots.get(at);
    return cause && publishes(flow.action) ? block(flow, cause) : flow;
  });
  const using = users(blocked);
  const planned = blocked.map((flow, at) =>
    flow.action === 'republish' && !using.has(at)
      ? {
          ...flow,
          action: 'unchanged' as const,
          reason: 'the common module that it uses is not published',
        }
      : flow,
  );
  const first = atomic ? firstStanding(planned, refused) : undefined;
  if (!first) return planned;
  const reason = `this run is atomic, and ${first.name} cannot be published: ${first.reason}`;
  return planned.map((flow) => (acts(flow.action) ? { ...flow, action: 'blocked', reason } : flow));
}

/** For each flow, by its index, that depends on one that is not published: why. */
function causes(flows: readonly PlannedFlow[], refused: readonly RefusedFlow[]): Map<number, Cause> {
  const edges = needs([...flows.map(({ publishable }) => publishable), ...refused]);
  const dependents = groupBy(edges, ({ to }) => to);
  const own = (at: number): Cause | undefined => {
    const flow = flows[at];
    if (flow) {
      return stands(flow.action)
        ? { name: `"${flow.publishable.graph.name}"`, reason: flow.reason }
        : undefined;
    }
    const other = refused[at - flows.length];
    return other && { name: refusedName(other), reason: other.reason };
  };
  const found = new Map<number, Cause>();
  const open = Array.from({ length: flows.length + refused.length }, (_, at) => at).filter(own);
  for (const at of open) {
    const cause = own(at) ?? found.get(at);
    for (const { from, declared } of dependents.get(at) ?? []) {
      const serves = !declared && (at >= flows.length || isLive(flows[at]));
      if (!cause || serves || found.has(from) || own(from)) continue;
      found.set(from, cause);
      open.push(from);
    }
  }
  return found;
}

function block(flow: PlannedFlow, { name, reason }: Cause): PlannedFlow {
  return {
    ...flow,
    action: 'blocked',
    reason: `it depends on ${name}, which cannot be published: ${reason}`,
  };
}

function firstStanding(flows: readonly PlannedFlow[], [other]: readonly RefusedFlow[]): Cause | undefined {
  if (other) return { name: refusedName(other), reason: other.reason };
  const flow = flows.find(({ action }) => stands(action));
  return flow && { name: `"${flow.publishable.graph.name}"`, reason: flow.reason };
}
