import { flowKey } from '../audit/names.ts';
import type { Draft } from '../findings/draft.ts';
import { FlowSet } from '../flow/flow-set.ts';
import { flowTypeOf } from '../flow/flow-type.ts';
import type { Reference, ReferenceKind } from '../flow/graph.ts';
import { AmbiguousName } from '../genesys/flow-name.ts';
import { LISTS } from '../genesys/lists.ts';
import type { Genesys } from '../genesys/port.ts';
import { orgReference } from '../rules/org.ts';
import { groupBy } from '../text/group-by.ts';
import { findingOf } from './finding-of.ts';
import { byName, listIfCheaper } from './look-up.ts';
import { type PlannedFlow, publishes, type RefusedFlow, refusedName } from './plan.ts';

interface Used {
  readonly flow: PlannedFlow;
  readonly reference: Reference;
  /** The flow of the repository that is meant, where that is refused. */
  readonly refused?: RefusedFlow | undefined;
}

/** What the flows of a plan refer to, held against the org. */
export interface ReferenceCheck {
  /** The flows, each with the findings about its own references; a flow with an error is blocked. */
  readonly flows: readonly PlannedFlow[];
  /** Kinds that could not be looked up, such as `data actions`. */
  readonly unchecked: readonly string[];
}

/** Findings about the references of one flow that are listed; the others have the same cause. */
const MOST_PER_FLOW = 200;

/** Looks up what the flows that would be published refer to, each name once for the whole run. */
export async function checkReferences(
  planned: readonly PlannedFlow[],
  refused: readonly RefusedFlow[],
  genesys: Genesys,
): Promise<ReferenceCheck> {
  const used = new Map<ReferenceKind, Used[]>();
  for (const flow of planned) {
    if (!publishes(flow.action)) continue;
    for (const reference of flow.publishable.graph.references) {
      if (reference.kind === 'division') continue;
      const list = used.get(reference.kind) ?? [];
      list.push({ flow, reference });
      used.set(reference.kind, list);
    }
  }
  const unchecked: string[] = [];
  const wrong: Wrong[] = [];
  for (const [kind, uses] of used) {
    const names = [...new Set(uses.map(({ reference }) => reference.name))];
    const list = LISTS[kind];
    if (kind === 'flow') wrong.push(...(await wrongFlows(planned, refused, genesys)));
    else if (!list) unchecked.push(`${kind}s`);
    else {
      const found = await genesys.existing(kind, names);
      if (!found) unchecked.push(`${kind}s (for that the OAuth client needs ${list.permission})`);
      else
        wrong.push(...uses.filter(({ reference }) => !found.has(reference.name.toLowerCase())).map(missing));
    }
  }
  const byFlow = groupBy(wrong, ({ flow }) => flow);
  return { flows: planned.map((flow) => withFindings(flow, byFlow.get(flow) ?? [])), unchecked };
}

/** What is wrong with a reference of a flow. */
interface Wrong {
  readonly flow: PlannedFlow;
  readonly draft: Draft;
}

function withFindings(flow: PlannedFlow, wrong: readonly Wrong[]): PlannedFlow {
  if (wrong.length === 0) return flow;
  const found = wrong
    .slice(0, MOST_PER_FLOW)
    .flatMap(({ draft }) => findingOf(flow.publishable, orgReference, draft));
  const blocked = found.find(({ severity }) => severity === 'error');
  return {
    ...flow,
    findings: [...flow.findings, ...found],
    ...(blocked ? { action: 'blocked' as const, reason: blocked.message } : {}),
  };
}

/** References to flows that this run does not publish and that the org does not have. */
async function wrongFlows(
  planned: readonly PlannedFlow[],
  refused: readonly RefusedFlow[],
  genesys: Genesys,
): Promise<Wrong[]> {
  const here = new Map(refused.flatMap((flow) => (flow.graph ? [[keyOf(flow.graph), flow] as const] : [])));
  const { links } = new FlowSet(planned.map(({ publishable }) => publishable.graph));
  const outside = new Map<string, { type: string; name: string; uses: Used[] }>();
  for (const { from, to, reference } of links) {
    const flow = planned[from];
    if (to >= 0 || !flow || !publishes(flow.action)) continue;
    const type = flowTypeOf(reference.group).api;
    const key = keyOf({ type: { api: type }, name: reference.name });
    const found = outside.get(key) ?? { type, name: reference.name, uses: [] };
    found.uses.push({ flow, reference, refused: here.get(key) });
    outside.set(key, found);
  }
  const listed = await listIfCheaper(genesys, outside.size);
  const named = listed && byName(listed);
  const wrong: Wrong[] = [];
  for (const { type, name, uses } of outside.values()) {
    try {
      const live = named ? named(type, name) : await genesys.flowByName(type, name);
      if (live?.published === undefined) wrong.push(...uses.map(missing));
    } catch (error) {
      if (!(error instanceof AmbiguousName)) throw error;
      wrong.push(...uses.map((used) => ambiguous(used, error)));
    }
  }
  return wrong;
}

function ambiguous({ flow, reference }: Used, { message, hint }: AmbiguousName): Wrong {
  const place = flow.publishable.graph.locate(reference.at, reference.part);
  return { flow, draft: { place, message, hint } };
}

function keyOf({ type, name }: { readonly type: { readonly api: string }; readonly name: string }): string {
  return flowKey(type.api, name.toLowerCase());
}

/** Says that the org does not have what a flow refers to. */
function missing({ flow, reference, refused }: Used): Wrong {
  const { graph } = flow.publishable;
  const { kind, name, at, part, node } = reference;
  const what = kind === 'flow' ? `${reference.group} flow` : kind;
  const said = refused
    ? {
        message: `${refusedName(refused)} cannot be published (${refused.reason}), and the org has no published version of it`,
        hint: `Fix ${refused.manifest.file}. The flow that refers to it is published with it.`,
      }
    : {
        message: `the org has no ${what} "${name}"${kind === 'flow' ? ' that is published' : ''}, or the OAuth client may not see it`,
        hint: `Correct the name, or create the ${what} first. If it exists, grant the OAuth client view permission in its division.`,
      };
  const draft = {
    place: graph.locate(at, part),
    // What an expression looks up may be missing on purpose: it can ask whether it was found.
    ...(at.includes('exp') || LISTS[kind]?.certain === false ? { severity: 'warning' as const } : {}),
    ...said,
    nodes: graph.origin === 'node-graph' ? [graph.nodes[node]?.key ?? ''] : [],
  };
  return { flow, draft };
}
