import type { Definition } from '../flow/definition.ts';
import { flowTypeOf, isDocumented, isFlowRoot } from '../flow/flow-type.ts';
import type { FlowEdge, FlowGraph, FlowNode } from '../flow/graph.ts';
import { dictionary, isDictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import { type Medium, mediumOf } from './action.ts';
import { type Container, readContainers } from './container.ts';
import { Entries } from './entries.ts';
import { decidersIn } from './loop-guards.ts';
import { ArchitectPaths, REFERENCE_FIELDS } from './path.ts';
import { NEEDING_KEYS, type Need, needsOf } from './references.ts';
import { type Action, everyAction } from './sequence.ts';
import { StepsReader } from './steps.ts';

/** A reference by path from one part of the file to another. */
export interface ArchitectReference {
  readonly field: string;
  readonly text: string;
  readonly at: Path;
  /** Where it leads in this file, or undefined. */
  readonly target: Path | undefined;
  /** It leads into another file, `file.yaml#/path`. */
  readonly external: boolean;
  /** False if it leads to nothing, here or in the other file. One whose file cannot be read is told elsewhere. */
  readonly resolved: boolean;
  /** Index of the menu, task or state that it stands in, or -1. */
  readonly holder: number;
  /** Name of the menu, task or state that it stands in, or empty. */
  readonly owner: string;
  /** Index of the node that it leads to, or -1 if it leads to something smaller, or to nothing. */
  readonly container: number;
}

/** An action and the container that it stands in. */
export interface ContainedAction {
  readonly action: Action;
  readonly container: Container;
}

/** A flow read from Architect YAML: its containers as nodes, and the references between them. */
export interface ArchitectFlow extends FlowGraph {
  readonly roots: readonly string[];
  readonly known: boolean;
  readonly medium: Medium;
  /** How the type of the flow runs is documented, so that every check can be made. */
  readonly documented: boolean;
  /** The file tells where a call begins. */
  readonly hasStart: boolean;
  readonly links: readonly ArchitectReference[];
  /** The flow itself: the value of the root key. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Every value of the file. */
  readonly entries: Entries;
  /** The entry of the flow itself. */
  readonly own: number;
  /** Menus, tasks, states and bots with their actions. */
  readonly containers: readonly Container[];
  /** Every action with the container that it stands in; those that are switched off are left out. */
  readonly actions: readonly ContainedAction[];
  /** The flow step by step, which the rules about graphs read. */
  readonly steps: StepGraph;
}

/** The graph of a flow's steps: its start, containers, choices and actions. */
export interface StepGraph extends FlowGraph {
  /** For each node the node of the menu, task or state that it is in. */
  readonly owner: readonly number[];
  /** Index of the node at a place of the file, or -1. */
  indexOf(at: Path): number;
}

const OWN_REFERENCE = /^\.{0,2}\/.*\]$/;
const OVERVIEW = new Set(['menu', 'task', 'state', 'bot']);

/** Reads Architect YAML: generic over actions, so that an unknown one is never a fault. */
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
  const nodes: FlowNode[] = [];
  const owners = new Map<string, number>();
  for (const { kind, list, name, refId, at, value: source } of containers) {
    const key = name || refId;
    const isOwn = kind === 'state' && list === '';
    if (!OVERVIEW.has(kind) || key === '') continue;
    owners.set(at.join('\0'), nodes.length);
    const role = isOwn ? 'entry' : kind === 'menu' ? 'interaction' : 'action';
    nodes.push({
      key,
      type: kind,
      role,
      endsByItself: true,
      source,
      at,
    });
  }
  const own = entries.child(0, root);
  const { links, needs, size } = lookThrough(entries, own, owners, nodes, definition.externals);
  const edges: FlowEdge[] = [];
  for (const { field, at, holder, container: to } of links) {
    if (to < 0) continue;
    if (holder >= 0)
      edges.push({ from: holder, to, target: nodes[to]?.key ?? '', kind: 'next', label: '', at });
    else if (field === 'startUpRef') nodes[to] = { ...(nodes[to] as FlowNode), role: 'entry' };
  }
  const reader = new StepsReader(medium, [root]);
  for (const container of containers) reader.container(container);
  for (const link of links) reader.link(link);
  const hasStart =
    links.some(({ field }) => field === 'startUpRef' || field === 'startUpState') ||
    containers.some(({ kind, list }) => kind === 'body' || (kind === 'state' && list === ''));
  if (!hasStart) reader.withoutStart();
  reader.settleCalls();
  const name = typeof flow.name === 'string' || typeof flow.name === 'number' ? String(flow.name) : '';
  const common = {
    origin: 'architect',
    name,
    nameAt: flow.name === undefined ? [root] : [root, 'name'],
    type: flowTypeOf(root),
    size,
    locate: definition.locate,
  } as const;
  const references = needs.map((need) => ({ ...need, node: reader.holder(need.at) }));
  return {
    ...common,
    nodes,
    edges,
    references: needs.map((need) => ({ ...need, node: -1 })),
    steps: {
      ...common,
      nodes: reader.nodes,
      edges: reader.edges,
      references,
      owner: reader.owner,
      indexOf: (at) => reader.index.get(at.join('\0')) ?? -1,
      deciders: (members) => decidersIn(reader.nodes, members),
    },
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
    for (let each = at + 1; each < entries.end(at); each = entries.end(each)) {
      const key = String(entries.key(each));
      if (NEEDING_KEYS.has(key) || REFERENCE_FIELDS.has(key) || depth === 1) members.push(each);
    }
    for (let each = members.pop(); each !== undefined; each = members.pop()) {
      const link = linkAt(entries, each, paths, externals);
      if (!link) {
        for (const need of needsOf(root, entries, each)) needs.push(need);
      } else {
        const { target, external } = link;
        links.push({
          ...link,
          holder,
          owner: nodes[holder]?.key ?? '',
          container: (target && !external ? owners.get(target.join('\0')) : undefined) ?? -1,
        });
      }
    }
  }
  return { links, needs, size };
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
