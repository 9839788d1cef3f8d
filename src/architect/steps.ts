import type { EdgeKind, FlowEdge, Role } from '../flow/graph.ts';
import type { Path } from '../source/document.ts';
import { type Medium, returnsHere, TERMINATING, waits } from './action.ts';
import type { Choice, Container } from './container.ts';
import type { ArchitectReference } from './flow.ts';
import { Onward } from './onward.ts';
import type { Action, Sequence } from './sequence.ts';
import type { StepNode } from './waiting-calls.ts';

/** Where a sequence goes on behind its end: to a node, round in its loop, or off the end (-1). */
interface After {
  readonly to: number;
  readonly kind: EdgeKind | undefined;
}
const OFF: After = { to: -1, kind: undefined };

const CONTAINERS = new Set(['menu', 'task', 'state', 'bot', 'body', 'choice']);

/** What a branch means to whoever walks it, by its name in the file. */
const KINDS: Readonly<Record<string, EdgeKind>> = {
  yes: 'yes',
  no: 'no',
  success: 'success',
  found: 'success',
  failure: 'failure',
  notFound: 'failure',
  timeout: 'timeout',
  default: 'default',
  case: 'case',
  loop: 'loop',
  maxNoInputs: 'no-input',
  maxNoMatches: 'no-match',
};

/** Builds the graph of an Architect flow's steps, every edge that the platform makes by itself included; without recursion. */
export class StepsReader {
  readonly nodes: StepNode[] = [];
  readonly edges: FlowEdge[] = [];
  readonly index = new Map<string, number>();
  readonly owner: number[] = [];
  readonly #medium: Medium;

  constructor(medium: Medium, start: Path) {
    this.#medium = medium;
    this.#node('start', 'start', 'entry', {}, start, 0);
  }

  /** Adds a container with its actions or choices. */
  container(container: Container): void {
    const { kind, name, list, value, at, sequence } = container;
    const menu = kind === 'menu';
    const key = name === '' ? kind : name;
    const own = this.nodes.length;
    this.#node(key, kind, menu ? 'interaction' : 'action', value, at, own);
    // Actions and states of the flow itself are where a call begins, or where an event brings it.
    const property = String(at.at(-1));
    if (kind === 'body' || (kind === 'state' && list === ''))
      this.#edge(0, own, property.startsWith('startUp') ? 'next' : 'event', '', at);
    if (kind === 'choice') this.#edge(this.holder(at), own, 'next', '', at);
    for (const choice of container.choices) this.#choice(own, choice);
    // A menu repeats, and then takes its default or ends the call.
    if (menu) this.#mark(own);
    if (!sequence) return;
    const first = this.#place(own, key, sequence);
    // The task of a queue begins again; being answered or hanging up is its way out.
    const again = kind === 'body' && !container.mustTerminate;
    if (again) this.#mark(own);
    if (first < 0) this.#mark(own);
    else this.#edge(own, first, 'next', '', at);
    this.#sequence(own, sequence, first, again ? { to: own, kind: 'repeat' } : OFF);
  }

  /** Adds the edges that references by path make, once all containers are there. */
  link({ field, at, target, external, text }: ArchitectReference): void {
    const from = this.holder(at);
    const to = target ? (this.index.get(target.join('\0')) ?? -1) : -1;
    const node = this.nodes[from];
    if (!node) return;
    if (field === 'defaultChildMenuRef') {
      if (to < 0) return;
      this.#edge(from, to, 'no-input', '', at);
      node.endsByItself = false;
      return;
    }
    if (target && to < 0) return this.#mark(from);
    if (external || !target) this.#mark(from);
    const handler = CONTAINERS.has(node.type) || (from === 0 && !field.startsWith('startUp'));
    const kind = node.type === 'callTask' ? 'call' : handler ? 'event' : 'jump';
    this.#edge(from, to, kind, text, at);
  }

  /** Marks that the file does not define where a call begins, so that its paths are unknown. */
  withoutStart(): void {
    this.#mark(0);
  }

  #choice(menu: number, { kind, name, value, at }: Choice): void {
    const own = this.nodes.length;
    const ends = kind === 'menuDisconnect' || kind.startsWith('menuTransferTo');
    this.#node(name === '' ? kind : name, kind, ends ? 'terminal' : 'action', value, at, menu);
    const digit = typeof value.dtmf === 'string' ? value.dtmf.replace('digit_', '') : '';
    this.#edge(menu, own, 'choice', digit, at);
    // The task inside a choice comes as a container of its own; kinds not known here may lead anywhere.
    if (kind !== 'menuTask' && !kind.startsWith('menuJump')) this.#mark(own);
  }

  /** Makes the nodes of a sequence, side by side; -1 for an empty one. */
  #place(owner: number, prefix: string, { actions }: Sequence): number {
    const first = this.nodes.length;
    for (const { kind, name, value, at } of actions) {
      this.#node(`${prefix} › ${name}`, kind, 'action', value, at, owner);
    }
    return actions.length > 0 ? first : -1;
  }

  #sequence(owner: number, sequence: Sequence, first: number, after: After): void {
    const prefix = this.nodes[owner]?.key ?? '';
    const open = [{ sequence, first, after, loop: -1, loopAfter: OFF }];
    for (let next = open.pop(); next; next = open.pop()) {
      const last = next.sequence.actions.length - 1;
      for (const [offset, action] of next.sequence.actions.entries()) {
        const own = next.first + offset;
        const node = this.nodes[own] as StepNode;
        const then: After = offset < last ? { to: own + 1, kind: undefined } : next.after;
        node.role = roleOf(this.#medium, action);
        const loop = action.kind === 'loop';
        const back: After = loop ? { to: own, kind: 'repeat' } : then;
        for (const branch of action.branches) {
          const kind = this.#kind(action, branch.label);
          const start = this.#place(owner, prefix, branch);
          if (start < 0) this.#go(own, back, kind, branch.label, action.at);
          else this.#edge(own, start, kind, branch.label, branch.at);
          open.push({
            sequence: branch,
            first: start,
            after: back,
            loop: loop ? own : next.loop,
            loopAfter: loop ? then : next.loopAfter,
          });
        }
        this.#onward(own, action, then, next.loop, next.loopAfter);
      }
    }
  }

  /** Adds the edges of an action that are not written as branches. */
  #onward(own: number, action: Action, then: After, loop: number, loopAfter: After): void {
    const { kind, at } = action;
    if (kind === 'loopNext' && loop >= 0) return this.#edge(own, loop, 'repeat', '', at);
    if (kind === 'loopExit' && loop >= 0) return this.#go(own, loopAfter, 'exit', '', at);
    if (kind === 'loop') return this.#go(own, then, 'exit', '', at);
    // A loop control outside of a loop is reported by a rule; where the call continues is unknown.
    if (kind === 'loopNext' || kind === 'loopExit') return this.#mark(own);
    if (kind.startsWith('transferTo')) this.#mark(own);
    for (const { label, onward } of action.open) {
      this.#go(own, then, this.#kind(action, label), label, at);
      // It may as well end the call here.
      if (onward < Onward.likely) this.#mark(own);
    }
  }

  #kind(action: Action, label: string): EdgeKind {
    if (action.kind === 'collectInput') return label === 'success' ? 'choice' : 'no-input';
    if (action.kind === 'callTask') return 'return';
    if (label === '') return 'next';
    return KINDS[label] ?? (waits(action.kind) ? 'choice' : 'branch');
  }

  #go(from: number, { to, kind }: After, otherwise: EdgeKind, label: string, at: Path): void {
    if (to < 0) this.#mark(from);
    else this.#edge(from, to, kind ?? otherwise, label, at);
  }

  /** The call leaves the flow here, or may. */
  #mark(node: number): void {
    const each = this.nodes[node];
    if (each) each.endsByItself = true;
  }

  #edge(from: number, to: number, kind: EdgeKind, label: string, at: Path): void {
    this.edges.push({ from, to, target: this.nodes[to]?.key ?? label, kind, label, at });
  }

  #node(
    key: string,
    type: string,
    role: Role,
    source: Readonly<Record<string, unknown>>,
    at: Path,
    owner: number,
  ): void {
    this.index.set(at.join('\0'), this.nodes.length);
    this.owner.push(owner);
    this.nodes.push({ key, type, role, endsByItself: false, source, at });
  }

  /** The node whose value holds a place: the nearest one upwards. */
  holder(at: Path): number {
    let key = at.join('\0');
    for (let length = at.length - 1; length > 1; length--) {
      key = key.slice(0, key.lastIndexOf('\0'));
      const found = this.index.get(key);
      if (found !== undefined) return found;
    }
    return 0;
  }
}

function roleOf(medium: Medium, { kind, branches }: Action): Role {
  if (kind.startsWith('transferTo'))
    return medium === 'digital' && branches.length === 0 ? 'terminal' : 'interaction';
  if (TERMINATING.has(kind) && !returnsHere(kind)) return 'terminal';
  return waits(kind) ? 'interaction' : 'action';
}
