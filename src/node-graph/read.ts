import type { Definition } from '../flow/definition.ts';
import { INBOUND_CALL } from '../flow/flow-type.ts';
import type { EdgeKind, FlowEdge, FlowGraph, FlowNode, Reference, Role } from '../flow/graph.ts';
import { type Dictionary, dictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';

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

/** `on` as a text: a digit may be written as a number, too. */
function inputOf(on: unknown): string | undefined {
  if (Number.isInteger(on)) return String(on);
  return typeof on === 'string' ? on : undefined;
}

/** Reads a node graph. Parts that are malformed are left out here; the schema has told about them. */
export function readNodeGraph(definition: Definition): FlowGraph {
  const flow = dictionary(definition.value);
  const source = dictionary(flow.nodes);
  // Listing the members of a map of 100,000 sorts them; it is done once.
  const entries = Object.entries(source);
  const index = new Map<string, number>();
  for (let at = 0; at < entries.length; at++) index.set(entries[at]?.[0] ?? '', at);
  const nodes: FlowNode[] = [];
  const edges: FlowEdge[] = [];
  const references: Reference[] = [];

  for (let from = 0; from < entries.length; from++) {
    const [key, value] = entries[from] as [string, unknown];
    const node = dictionary(value);
    const type = typeof node.type === 'string' ? node.type : '';
    const transitions = Array.isArray(node.transitions) ? node.transitions : [];
    let silence = false;
    let wrong = false;
    let failure = false;
    for (let position = 0; position < transitions.length; position++) {
      const transition = dictionary(transitions[position]);
      if (typeof transition.target !== 'string') continue;
      const on = inputOf(transition.on);
      const kind = edgeKind(on) ?? 'choice';
      failure ||= kind === 'failure';
      // The platform reports a silent caller and a failed collection alike.
      silence ||= kind === 'no-input' || kind === 'failure';
      wrong ||= kind === 'no-match';
      const label = kind === 'choice' ? (on ?? '') : '';
      edges.push(
        new Transition(
          from,
          index.get(transition.target) ?? -1,
          transition.target,
          kind,
          label,
          key,
          position,
        ),
      );
    }
    nodes.push(new Node(key, type, role(type, failure), type === 'menu' && !(silence && wrong), node));
    if (typeof node.media_id === 'string' && node.media_id !== '') {
      references.push({
        kind: 'prompt',
        name: node.media_id,
        group: '',
        node: from,
        at: ['nodes', key, 'media_id'],
      });
    }
    if (typeof node.queue === 'string' && node.queue !== '') {
      references.push({
        kind: 'queue',
        name: node.queue,
        group: '',
        node: from,
        at: ['nodes', key, 'queue'],
      });
    }
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

/** A transfer with a way back is an action: if it fails, the call goes on. */
function role(type: string, failure: boolean): Role {
  if (type === 'transfer' && failure) return 'action';
  return (Object.hasOwn(NODE_TYPES, type) ? NODE_TYPES[type] : undefined) ?? 'action';
}

/** A node whose path is made when somebody asks for it; in a flow without faults nobody does. */
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

/** An edge, with its path as lazy as that of a node. */
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
