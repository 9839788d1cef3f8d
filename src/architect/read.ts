import type { Definition } from '../flow/definition.ts';
import { flowTypeOf, isDocumented, isFlowRoot } from '../flow/flow-type.ts';
import type { FlowEdge, FlowNode } from '../flow/graph.ts';
import { dictionary, isDictionary } from '../source/data.ts';
import { type Medium, mediumOf } from './action.ts';
import { type Container, readContainers } from './container.ts';
import { Entries } from './entries.ts';
import type { ArchitectFlow, ArchitectReference, ContainedAction, StepGraph } from './flow.ts';
import { decidersIn } from './loop-guards.ts';
import { ArchitectPaths, REFERENCE_FIELDS } from './path.ts';
import { NEEDING_KEYS, type Need, needsOf } from './references.ts';
import { everyAction } from './sequence.ts';
import { StepsReader } from './steps.ts';
import { findWaitingCalls } from './waiting-calls.ts';

export type { ArchitectFlow, ArchitectReference, StepGraph };

const OWN_REFERENCE = /^\.{0,2}\/.*\]$/;
/** Keys of what may be a reference or a need. */
const LOOKED_AT: ReadonlySet<string> = new Set([...NEEDING_KEYS, ...REFERENCE_FIELDS]);
const OVERVIEW = new Set(['menu', 'task', 'state', 'bot']);

/** Reads Architect YAML: generic over actions, so that an unknown action is never an error. */
export function readArchitect(
  definition: Definition,
  entries = new Entries(definition.value),
): ArchitectFlow {
  const value = dictionary(definition.value);
  const roots = Object.keys(value);
  const root = roots.find(isFlowRoot) ?? roots[0] ?? '';
  const flow = dictionary(value[root]);
  const medium = mediumOf(root, flow);
  const containers = readContainers(root, flow);
  const { nodes, owners } = overviewNodes(containers);
  const own = entries.child(0, root);
  const { links, needs, size } = lookThrough(entries, own, owners, nodes, definition.externals);
  const edges = overviewEdges(links, nodes);
  const hasStart = namesStart(links, containers);
  const common = {
    origin: 'architect',
    name: typeof flow.name === 'string' || typeof flow.name === 'number' ? String(flow.name) : '',
    nameAt: flow.name === undefined ? [root] : [root, 'name'],
    type: flowTypeOf(root),
    size,
    locate: definition.locate,
  } as const;
  return {
    ...common,
    nodes,
    edges,
    references: needs.map((need) => ({ ...need, node: -1 })),
    steps: { ...common, ...readSteps(medium, root, containers, links, needs, hasStart) },
    roots,
    known: isFlowRoot(root),
    medium,
    documented: isDocumented(root),
    hasStart,
    links,
    value: flow,
    entries,
    own,
    containers,
    actions: actionsIn(containers),
  };
}

/** The containers of the overview as nodes, and the index of each by its path. */
function overviewNodes(containers: readonly Container[]): { nodes: FlowNode[]; owners: Map<string, number> } {
  const nodes: FlowNode[] = [];
  const owners = new Map<string, number>();
  for (const { kind, list, name, refId, at, value: source } of containers) {
    const key = name || refId;
    const isOwn = kind === 'state' && list === '';
    if (!OVERVIEW.has(kind) || key === '') continue;
    owners.set(at.join('\0'), nodes.length);
    const role = isOwn ? 'entry' : kind === 'menu' ? 'interaction' : 'action';
    nodes.push({ key, type: kind, role, endsByItself: true, source, at });
  }
  return { nodes, owners };
}

/** The references between containers as edges. The node that a call begins with becomes an entry. */
function overviewEdges(links: readonly ArchitectReference[], nodes: FlowNode[]): FlowEdge[] {
  const edges: FlowEdge[] = [];
  for (const { field, at, holder, container: to } of links) {
    if (to < 0) continue;
    if (holder >= 0)
      edges.push({ from: holder, to, target: nodes[to]?.key ?? '', kind: 'next', label: '', at });
    else if (field === 'startUpRef') nodes[to] = { ...(nodes[to] as FlowNode), role: 'entry' };
  }
  return edges;
}

function namesStart(links: readonly ArchitectReference[], containers: readonly Container[]): boolean {
  return (
    links.some(({ field }) => field === 'startUpRef' || field === 'startUpState') ||
    containers.some(({ kind, list }) => kind === 'body' || (kind === 'state' && list === ''))
  );
}

/** The flow step by step, with each need at the step that has it. */
function readSteps(
  medium: Medium,
  root: string,
  containers: readonly Container[],
  links: readonly ArchitectReference[],
  needs: readonly Need[],
  hasStart: boolean,
): Pick<StepGraph, 'nodes' | 'edges' | 'references' | 'owner' | 'indexOf' | 'deciders'> {
  const reader = new StepsReader(medium, [root]);
  for (const container of containers) reader.container(container);
  for (const link of links) reader.link(link);
  if (!hasStart) reader.withoutStart();
  findWaitingCalls(reader.nodes, reader.edges);
  return {
    nodes: reader.nodes,
    edges: reader.edges,
    references: needs.map((need) => ({ ...need, node: reader.holder(need.at) })),
    owner: reader.owner,
    indexOf: (at) => reader.index.get(at.join('\0')) ?? -1,
    deciders: (members) => decidersIn(reader.nodes, members),
  };
}

/** References by path, what the flow needs from outside, and the number of its actions. */
function lookThrough(
  entries: Entries,
  flow: number,
  owners: ReadonlyMap<string, number>,
  nodes: readonly FlowNode[],
  externals: Definition['externals'],
): { links: ArchitectReference[]; needs: Need[]; size: number } {
  const paths = new ArchitectPaths(entries.value(0));
  const root = String(entries.key(flow));
  const links: ArchitectReference[] = [];
  const needs: Need[] = [];
  let size = 0;
  /** The container that each entry of the flow stands in, or -1. */
  const holders: number[] = [];
  const members: number[] = [];
  for (let at = flow; at < entries.end(flow); at++) {
    const value = entries.value(at);
    const above = at === flow ? -1 : (holders[entries.parent(at) - flow] ?? -1);
    const depth = entries.depth(at);
    const isContainer = (depth === 4 || depth === 2) && typeof value === 'object';
    const holder = (isContainer ? owners.get(entries.path(at).join('\0')) : undefined) ?? above;
    holders.push(holder);
    if (Array.isArray(value)) {
      const key = entries.key(at);
      if (key === 'actions' || key === 'startUpTaskActions') size += value.length;
      continue;
    }
    if (!isDictionary(value)) continue;
    addMembers(entries, at, members);
    for (let each = members.pop(); each !== undefined; each = members.pop()) {
      const link = linkAt(entries, each, paths, externals);
      if (link) links.push(heldBy(link, holder, owners, nodes));
      else for (const need of needsOf(root, entries, each)) needs.push(need);
    }
  }
  return { links, needs, size };
}

/** Adds the members of a map that may be a reference or a need. */
function addMembers(entries: Entries, map: number, members: number[]): void {
  const isFlow = entries.depth(map) === 1;
  for (let each = map + 1; each < entries.end(map); each = entries.end(each)) {
    const key = String(entries.key(each));
    if (isFlow || LOOKED_AT.has(key)) members.push(each);
  }
}

/** A reference with the container that it stands in and the one that it leads to. */
function heldBy(
  link: Omit<ArchitectReference, 'holder' | 'owner' | 'container'>,
  holder: number,
  owners: ReadonlyMap<string, number>,
  nodes: readonly FlowNode[],
): ArchitectReference {
  const { target, external } = link;
  return {
    ...link,
    holder,
    owner: nodes[holder]?.key ?? '',
    container: (target && !external ? owners.get(target.join('\0')) : undefined) ?? -1,
  };
}

/** The reference that the member of a map is; undefined for anything else. */
function linkAt(
  entries: Entries,
  at: number,
  paths: ArchitectPaths,
  externals: Definition['externals'],
): Omit<ArchitectReference, 'holder' | 'owner' | 'container'> | undefined {
  const text = entries.value(at);
  const field = String(entries.key(at));
  if (typeof text !== 'string') return undefined;
  const isReference = REFERENCE_FIELDS.has(field);
  // A field of the flow itself that is not known here, and that names a part of it all the same.
  if (!isReference && !(entries.depth(at) === 2 && OWN_REFERENCE.test(text))) return undefined;
  const external = isReference && text.includes('#');
  const found = external ? externals?.resolve(text) : paths.resolve(text, entries.path(entries.parent(at)));
  const target = found?.complete ? found.path : undefined;
  if (!isReference && !target) return undefined;
  return {
    field,
    text,
    at: entries.path(at),
    target: external ? undefined : target,
    external,
    resolved: target !== undefined || (external && found === undefined),
  };
}

/** Every action of the containers, those that are switched off left out. */
function actionsIn(containers: readonly Container[]): ContainedAction[] {
  const actions: ContainedAction[] = [];
  for (const container of containers) {
    if (!container.sequence) continue;
    for (const { action } of everyAction(container.sequence))
      if (action.value.enabled !== false) actions.push({ action, container });
  }
  return actions;
}
