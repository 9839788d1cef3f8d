import type { Definition } from '../flow/definition.ts';
import { flowTypeOf, isDocumented, isFlowRoot } from '../flow/flow-type.ts';
import type { FlowEdge, FlowGraph, FlowNode } from '../flow/graph.ts';
import { type Dictionary, dictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import { type Medium, mediumOf } from './action.ts';
import { type Container, readContainers } from './container.ts';
import { decidersIn } from './loop-guards.ts';
import { ArchitectPaths, REFERENCE_FIELDS } from './path.ts';
import { type Need, needsOf } from './references.ts';
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
  /** Menus, tasks, states and bots with their actions. */
  readonly containers: readonly Container[];
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
export function readArchitect(definition: Definition): ArchitectFlow {
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
    const own = kind === 'state' && list === '';
    if (!OVERVIEW.has(kind) || key === '') continue;
    owners.set(at.join('\0'), nodes.length);
    const role = own ? 'entry' : kind === 'menu' ? 'interaction' : 'action';
    nodes.push({
      key,
      type: kind,
      role,
      endsByItself: true,
      source,
      at,
    });
  }
  const { links, needs, size } = walk(value, root, owners, nodes, definition.externals);
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
    containers,
  };
}

/** One walk over the whole file: references by path, what it needs from outside, and the number of its actions. */
function walk(
  value: Dictionary,
  root: string,
  owners: ReadonlyMap<string, number>,
  nodes: readonly FlowNode[],
  externals: Definition['externals'],
): { links: ArchitectReference[]; needs: Need[]; size: number } {
  const paths = new ArchitectPaths(value);
  const links: ArchitectReference[] = [];
  const needs: Need[] = [];
  let size = 0;
  const open: { value: unknown; path: Path; holder: number }[] = [
    { value: value[root], path: [root], holder: -1 },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { path } = next;
    const container = path.length === 4 || path.length === 2;
    const holder = (container ? owners.get(path.join('\0')) : undefined) ?? next.holder;
    if (Array.isArray(next.value)) {
      if (path.at(-1) === 'actions' || path.at(-1) === 'startUpTaskActions') size += next.value.length;
      for (let at = next.value.length - 1; at >= 0; at--)
        open.push({ value: next.value[at], path: [...path, at], holder });
      continue;
    }
    const map = dictionary(next.value);
    for (const key of Object.keys(map).toReversed()) {
      const each = map[key];
      const reference = typeof each === 'string' && REFERENCE_FIELDS.has(key);
      // A field of the flow itself that is not known here, and that names a part of it all the same.
      const other = !reference && typeof each === 'string' && path.length === 1 && OWN_REFERENCE.test(each);
      const external = reference && each.includes('#');
      const found =
        reference || other ? (external ? externals?.resolve(each) : paths.resolve(each, path)) : undefined;
      const target = found?.complete ? found.path : undefined;
      if (typeof each === 'string' && (reference || target)) {
        links.push({
          field: key,
          text: each,
          at: [...path, key],
          target: external ? undefined : target,
          external,
          resolved: target !== undefined || (external && found === undefined),
          holder,
          owner: nodes[holder]?.key ?? '',
          container: (target && !external ? owners.get(target.join('\0')) : undefined) ?? -1,
        });
      } else {
        needs.push(...needsOf(root, key, each, path));
        if (typeof each === 'object' && each !== null)
          open.push({ value: each, path: [...path, key], holder });
      }
    }
  }
  return { links, needs, size };
}
