import type { Definition } from '../manifest/manifest.ts';
import type { Path } from '../source/document.ts';
import { INBOUND_CALL } from './flow-type.ts';
import type { EdgeKind, FlowEdge, FlowGraph, FlowNode, Reference, Role } from './graph.ts';

/** The node types of the portable format, and what each is to the call. */
export const NODE_TYPES: Readonly<Record<string, Role>> = {
  start: 'entry',
  say: 'action',
  menu: 'interaction',
  transfer: 'terminal',
  end: 'terminal',
};

/** A key that a telephone has. */
export const DIGIT = /^[0-9*#]$/;

/** What `on` of a transition means; undefined for a text that means nothing. */
export function edgeKind(on: string | undefined): EdgeKind | undefined {
  if (on === undefined) return 'next';
  if (DIGIT.test(on)) return 'choice';
  return on === 'no-input' || on === 'no-match' || on === 'failure' ? on : undefined;
}

type Dictionary = Readonly<Record<string, unknown>>;

/** Reads a node graph. Parts that are malformed are left out here; the schema has told about them. */
export function readNodeGraph(definition: Definition): FlowGraph {
  const value = dictionary(definition.value);
  const source = dictionary(value.nodes);
  const keys = Object.keys(source);
  const index = new Map(keys.map((key, at) => [key, at]));
  const nodes: FlowNode[] = [];
  const edges: FlowEdge[] = [];
  const references: Reference[] = [];

  for (const [from, key] of keys.entries()) {
    const node = dictionary(source[key]);
    const at: Path = ['nodes', key];
    const type = typeof node.type === 'string' ? node.type : '';
    const first = edges.length;
    const transitions = Array.isArray(node.transitions) ? node.transitions : [];
    for (let position = 0; position < transitions.length; position++) {
      const transition = dictionary(transitions[position]);
      if (typeof transition.target !== 'string') continue;
      const on = typeof transition.on === 'string' ? transition.on : undefined;
      const kind = edgeKind(on) ?? 'choice';
      edges.push({
        from,
        to: index.get(transition.target) ?? -1,
        target: transition.target,
        kind,
        label: kind === 'choice' ? (on ?? '') : '',
        at: [...at, 'transitions', position, 'target'],
      });
    }
    const own = edges.slice(first);
    nodes.push({
      key,
      type,
      role: role(type, own),
      endsByItself: type === 'menu' && !(own.some(isSilence) && own.some(({ kind }) => kind === 'no-match')),
      at,
    });
    if (typeof node.media_id === 'string' && node.media_id !== '') {
      references.push({ kind: 'prompt', name: node.media_id, node: from, at: [...at, 'media_id'] });
    }
    if (typeof node.queue === 'string' && node.queue !== '') {
      references.push({ kind: 'queue', name: node.queue, node: from, at: [...at, 'queue'] });
    }
  }
  return {
    origin: 'node-graph',
    name: typeof value.name === 'string' ? value.name : '',
    nameAt: ['name'],
    type: INBOUND_CALL,
    size: nodes.length,
    nodes,
    edges,
    references,
    locate: definition.locate,
  };
}

/** A menu's way on for a caller who gives nothing: the platform reports silence and a failed collection alike. */
function isSilence(edge: FlowEdge): boolean {
  return edge.kind === 'no-input' || edge.kind === 'failure';
}

/** A transfer with a way back is an action: if it fails, the call goes on. */
function role(type: string, edges: readonly FlowEdge[]): Role {
  if (type === 'transfer' && edges.some(({ kind }) => kind === 'failure')) return 'action';
  return (Object.hasOwn(NODE_TYPES, type) ? NODE_TYPES[type] : undefined) ?? 'action';
}

function dictionary(value: unknown): Dictionary {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Dictionary) : {};
}
