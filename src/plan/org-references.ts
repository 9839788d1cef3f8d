import { flowKey } from '../audit/names.ts';
import { FlowSet } from '../flow/flow-set.ts';
import { flowTypeOf } from '../flow/flow-type.ts';
import type { Reference, ReferenceKind } from '../flow/graph.ts';
import { AmbiguousName } from '../genesys/flow-name.ts';
import { LISTS } from '../genesys/lists.ts';
import type { Genesys } from '../genesys/port.ts';
import { orgReference } from '../rules/org.ts';
import { byName, listIfCheaper } from './look-up.ts';
import { type PlannedFlow, publishes, type RefusedFlow, refusedName } from './plan.ts';

interface Used {
  readonly flow: PlannedFlow;
  readonly reference: Reference;
  /** The flow of the repository that is meant, where that is refused. */
  readonly refused?: RefusedFlow | undefined;
}

/**
 * PollingSchedule up what the flows that would be published refer to, each name once for the whole run, and reports what the org
 * does not have. Returns the kinds that could not be looked up, each in words, such as `data actions`.
 */
export async function checkReferences(
  planned: readonly PlannedFlow[],
  refused: readonly RefusedFlow[],
  genesys: Genesys,
): Promise<string[]> {
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
  for (const [kind, uses] of used) {
    const names = [...new Set(uses.map(({ reference }) => reference.name))];
    const list = LISTS[kind];
    if (kind === 'flow') report(await missingFlows(planned, refused, genesys));
    else if (!list) unchecked.push(`${kind}s`);
    else {
      const found = await genesys.existing(kind, names);
      if (!found) unchecked.push(`${kind}s (for that the OAuth client needs ${list.permission})`);
      else report(uses.filter(({ reference }) => !found.has(reference.name.toLowerCase())));
    }
  }
  return unchecked;
}

/** References to flows that this run does not publish and that the org does not have. */
async function missingFlows(
  planned: readonly PlannedFlow[],
  refused: readonly RefusedFlow[],
  genesys: Genesys,
): Promise<Used[]> {
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
  const missing: Used[] = [];
  for (const { type, name, uses } of outside.values()) {
    try {
      const live = named ? named(type, name) : await genesys.flowByName(type, name);
      if (live?.published === undefined) missing.push(...uses);
    } catch (error) {
      if (!(error instanceof AmbiguousName)) throw error;
      reportAmbiguous(uses, error);
    }
  }
  return missing;
}

function reportAmbiguous(uses: readonly Used[], { message, hint }: AmbiguousName): void {
  for (const { flow, reference } of uses) {
    const { graph, report: findings } = flow.publishable;
    const place = graph.locate(reference.at, reference.part);
    findings.add(orgReference, { place, message, hint });
  }
}

function keyOf({ type, name }: { readonly type: { readonly api: string }; readonly name: string }): string {
  return flowKey(type.api, name.toLowerCase());
}

function report(missing: readonly Used[]): void {
  for (const { flow, reference, refused } of missing) {
    const { graph, report: findings } = flow.publishable;
    const { kind, name, at, part, node } = reference;
    const what = kind === 'flow' ? `${reference.group} flow` : kind;
    findings.add(orgReference, {
      place: graph.locate(at, part),
      // What an expression looks up may be missing on purpose: it can ask whether it was found.
      ...(at.includes('exp') || LISTS[kind]?.certain === false ? { severity: 'warning' as const } : {}),
      ...(refused
        ? {
            message: `${refusedName(refused)} cannot be published (${refused.reason}), and the org has no published version of it`,
            hint: `Fix ${refused.manifest.file}; the flow that refers to it is published with it.`,
          }
        : {
            message: `the org has no ${what} "${name}"${kind === 'flow' ? ' that is published' : ''}, or the OAuth client may not see it`,
            hint: `Correct the name, or make the ${what} first. The client sees what its role lets it view in the division that it lies in.`,
          }),
      nodes: graph.origin === 'node-graph' ? [graph.nodes[node]?.key ?? ''] : [],
    });
  }
}
