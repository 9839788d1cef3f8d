import type { Definition } from '../manifest/manifest.ts';
import { dictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import { type Container, readContainers } from './architect-container.ts';
import { ArchitectPaths } from './architect-path.ts';
import { flowTypeOf, isFlowRoot } from './flow-type.ts';
import type { FlowEdge, FlowGraph, FlowNode, Reference } from './graph.ts';

/** A reference by path from one part of the file to another. */
export interface ArchitectReference {
  readonly field: string;
  readonly text: string;
  readonly at: Path;
  /** Where it leads, or undefined if there is nothing. References into other files are not followed here. */
  readonly target: Path | undefined;
  readonly external: boolean;
  /** Name of the menu, task or state that it stands in, or empty. */
  readonly owner: string;
  /** Index of the node that it leads to, or -1 if it leads to something smaller, or to nothing. */
  readonly container: number;
}

/** A flow read from Architect YAML: its containers as nodes, and the references between them. */
export interface ArchitectFlow extends FlowGraph {
  readonly roots: readonly string[];
  readonly known: boolean;
  readonly links: readonly ArchitectReference[];
  /** The flow itself: the value of the root key. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Menus, tasks, states and bots with their actions. */
  readonly containers: readonly Container[];
}

const REFERENCES = new Set([
  'startUpRef',
  'targetTaskRef',
  'targetMenuRef',
  'targetStateRef',
  'defaultChildMenuRef',
]);
const CONTAINERS: Readonly<Record<string, string>> = {
  menus: 'menu',
  tasks: 'task',
  states: 'state',
  bots: 'bot',
};

/** Reads Architect YAML: generic over actions, so that an unknown one is never a fault. */
export function readArchitect(definition: Definition): ArchitectFlow {
  const value = dictionary(definition.value);
  const roots = Object.keys(value);
  const root = roots.find(isFlowRoot) ?? roots[0] ?? '';
  const flow = dictionary(value[root]);
  const paths = new ArchitectPaths(value);
  const nodes: FlowNode[] = [];
  const owners = new Map<string, number>();
  for (const [list, kind] of Object.entries(CONTAINERS)) {
    for (const [at, item] of (Array.isArray(flow[list]) ? flow[list] : []).entries()) {
      const container = dictionary(dictionary(item)[kind]);
      if (typeof container.name !== 'string' && typeof container.refId !== 'string') continue;
      const path: Path = [root, list, at, kind];
      owners.set(path.join('\0'), nodes.length);
      nodes.push({
        key: String(container.name ?? container.refId),
        type: kind,
        role: kind === 'menu' ? 'interaction' : 'action',
        endsByItself: true,
        source: container,
        at: path,
      });
    }
  }
  const links: ArchitectReference[] = [];
  const references: Reference[] = [];
  const edges: FlowEdge[] = [];
  let size = 0;
  const open: { value: unknown; path: Path; owner: number }[] = [
    { value: value[root], path: [root], owner: -1 },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const owner = owners.get(next.path.join('\0')) ?? next.owner;
    if (Array.isArray(next.value)) {
      if (String(next.path.at(-1)) === 'actions' || next.path.at(-1) === 'startUpTaskActions')
        size += next.value.length;
      for (const [at, item] of next.value.entries())
        open.push({ value: item, path: [...next.path, at], owner });
      continue;
    }
    for (const [key, each] of Object.entries(dictionary(next.value))) {
      const path = [...next.path, key];
      if (typeof each === 'object' && each !== null) open.push({ value: each, path, owner });
      else if (typeof each !== 'string') continue;
      else if (REFERENCES.has(key)) {
        const external = each.includes('#');
        const found = external ? undefined : paths.resolve(each, next.path);
        const target = found?.complete ? found.path : undefined;
        const to = target ? owners.get(target.join('\0')) : undefined;
        links.push({
          field: key,
          text: each,
          at: path,
          target,
          external,
          owner: nodes[owner]?.key ?? '',
          container: to ?? -1,
        });
        if (to !== undefined && owner >= 0) {
          edges.push({ from: owner, to, target: nodes[to]?.key ?? '', kind: 'next', label: '', at: path });
        } else if (key === 'startUpRef' && to !== undefined) {
          nodes[to] = { ...(nodes[to] as FlowNode), role: 'entry' };
        }
      } else if (key === 'prompt' && each.startsWith('Prompt.')) {
        references.push({ kind: 'prompt', name: each.slice('Prompt.'.length), node: owner, at: path });
      } else if (key === 'name' && next.path.at(-1) === 'lit' && next.path.at(-2) === 'targetQueue') {
        references.push({ kind: 'queue', name: each, node: owner, at: path });
      }
    }
  }
  return {
    origin: 'architect',
    name: typeof flow.name === 'string' || typeof flow.name === 'number' ? String(flow.name) : '',
    nameAt: flow.name === undefined ? [root] : [root, 'name'],
    type: flowTypeOf(root),
    size,
    nodes,
    edges,
    references: references.sort((a, b) => a.at.length - b.at.length),
    roots,
    known: isFlowRoot(root),
    links,
    value: flow,
    containers: readContainers(root, flow),
    locate: definition.locate,
  };
}
