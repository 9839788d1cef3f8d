import type { Definition } from '../flow/definition.ts';
import { INBOUND_CALL } from '../flow/flow-type.ts';
import type { EdgeKind, FlowEdge, FlowGraph, FlowNode, Reference, Role } from '../flow/graph.ts';
import { type Dictionary, dictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';

/** The node types of the node graph, with their role in the call. */
export const NODE_TYPES: Readonly<Record<string, Role>> = {
  start: 'entry',
  say: 'action',
  menu: 'interaction',
  transfer: 'terminal',
  end: 'terminal',
};

/** A key that a telephone has. */
export const DIGIT = /^[0-9*#]$/;

/** The kind of a transition by its `on`; undefined for an unknown text. */
export function edgeKind(on: string | undefined): EdgeKind | undefined {
  if (on === undefined) return 'next';
  if (DIGIT.test(on)) return 'choice';
  return on === 'no-input' || on === 'no-match' || on === 'failure' ? on : undefined;
}

/** `on` as a string; a digit may be written as a number. */
function inputOf(on: unknown): string | undefined {
  if (Number.isInteger(on)) return String(on);
  return typeof on === 'string' ? on : undefined;
}

/** Reads a node graph. Invalid parts are left out, because the schema reports them. */
export function readNodeGraph(definition: Definition): FlowGraph {
  const flow = dictionary(definition.value);
  const source = dictionary(flow.nodes);
  // Listing the keys sorts them, which is slow for 100,000 nodes, so it is done once.
  const keys = Object.keys(source);
  const index = new Map<string, number>();
  for (let at = 0; at < keys.length; at++) index.set(keys[at] ?? '', at);
  const nodes: FlowNode[] = [];
  const edges: FlowEdge[] = [];
  const references: Reference[] = [];
  for (let from = 0; from < keys.length; from++) {
    const key = keys[from] ?? '';
    const node = dictionary(source[key]);
    const type = typeof node.type === 'string' ? node.type : '';
    const ways = readTransitions(from, key, node.transitions, index, edges);
    const endsByItself = type === 'menu' && !(ways.noInput && ways.noMatch);
    nodes.push(new Node(key, type, role(type, ways.failure), endsByItself, node));
    readReference('prompt', 'media_id', from, key, node, references);
    readReference('queue', 'queue', from, key, node, references);
  }
  return {
    origin: 'node-graph',
    name: typeof flow.name === 'string' ? flow.name : '',
    nameAt: ['name'],
    type: INBOUND_CALL,
    size: nodes.length,
    nodes,
    edges,
    references,
    locate: definition.locate,
  };
}

/** Which cases the transitions of a node handle, besides the choices of the caller. */
interface Outcomes {
  readonly noInput: boolean;
  readonly noMatch: boolean;
  readonly failure: boolean;
}

/** Adds the transitions of one node to the edges. */
function readTransitions(
  from: number,
  key: string,
  value: unknown,
  index: ReadonlyMap<string, number>,
  edges: FlowEdge[],
): Outcomes {
  const transitions = Array.isArray(value) ? value : [];
  let noInput = false;
  let noMatch = false;
  let failure = false;
  for (let position = 0; position < transitions.length; position++) {
    const transition = dictionary(transitions[position]);
    if (typeof transition.target !== 'string') continue;
    const on = inputOf(transition.on);
    const kind = edgeKind(on) ?? 'choice';
    failure ||= kind === 'failure';
    // The platform uses one path for a caller who enters nothing and for a failed collection.
    noInput ||= kind === 'no-input' || kind === 'failure';
    noMatch ||= kind === 'no-match';
    const label = kind === 'choice' ? (on ?? '') : '';
    const to = index.get(transition.target) ?? -1;
    edges.push(new Transition(from, to, transition.target, kind, label, key, position));
  }
  return { noInput, noMatch, failure };
}

/** Adds the reference to the org in one field of a node. */
function readReference(
  kind: Reference['kind'],
  field: string,
  from: number,
  key: string,
  node: Dictionary,
  references: Reference[],
): void {
  const name = node[field];
  if (typeof name !== 'string' || name === '') return;
  references.push({ kind, name, group: '', node: from, at: ['nodes', key, field] });
}

/** A transfer with a failure transition is an action, because the call continues if it fails. */
function role(type: string, failure: boolean): Role {
  if (type === 'transfer' && failure) return 'action';
  return (Object.hasOwn(NODE_TYPES, type) ? NODE_TYPES[type] : undefined) ?? 'action';
}

/** A node that builds its path only when it is read; in a flow without findings it never is. */
class Node implements FlowNode {
  readonly key: string;
  readonly type: string;
  readonly role: Role;
  readonly endsByItself: boolean;
  readonly source: Dictionary;

  constructor(key: string, type: string, itsRole: Role, endsByItself: boolean, source: Dictionary) {
    this.key = key;
    this.type = type;
    this.role = itsRole;
    this.endsByItself = endsByItself;
    this.source = source;
  }

  get at(): Path {
    return ['nodes', this.key];
  }
}

/** A transition that builds its path only when it is read. */
class Transition implements FlowEdge {
  readonly from: number;
  readonly to: number;
  readonly target: string;
  readonly kind: EdgeKind;
  readonly label: string;
  readonly #key: string;
  readonly #position: number;

  constructor(
    from: number,
    to: number,
    target: string,
    kind: EdgeKind,
    label: string,
    key: string,
    position: number,
  ) {
    this.from = from;
    this.to = to;
    this.target = target;
    this.kind = kind;
    this.label = label;
    this.#key = key;
    this.#position = position;
  }

  get at(): Path {
    return ['nodes', this.#key, 'transitions', this.#position, 'target'];
  }
}
