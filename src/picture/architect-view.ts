import { destinationOf } from '../architect/destination.ts';
import type { ArchitectFlow, StepGraph } from '../architect/read.ts';
import { spokenWords } from '../architect/spoken-words.ts';
import { isUnset, textOf } from '../architect/value.ts';
import type { FlowEdge, FlowNode } from '../flow/graph.ts';
import { type Dictionary, dictionary } from '../source/data.ts';
import type { Path } from '../source/document.ts';
import { describeAction } from './describe-action.ts';
import { choiceWords, edgeWords } from './edge-words.ts';
import { type CallerView, type ViewContainer, type ViewEdge, type ViewNode } from './view.ts';

const CONTAINERS: ReadonlySet<string> = new Set(['menu', 'task', 'state', 'bot', 'body', 'choice']);
/** Containers that stand inside a menu and belong to it in pictures. */
const INNER: ReadonlySet<string> = new Set(['choice']);

/** The caller view of a flow that was read from Architect YAML. Linear in its steps. */
export function architectView(flow: ArchitectFlow): CallerView {
  return new ArchitectViewReader(flow).view();
}

class ArchitectViewReader {
  readonly #flow: ArchitectFlow;
  readonly #steps: StepGraph;
  readonly #root: Dictionary;
  readonly #nodes: ViewNode[] = [];
  readonly #edges: ViewEdge[] = [];
  readonly #containers: ViewContainer[] = [];
  /** For each step the container that it is drawn in. */
  readonly #home: number[] = [];
  readonly #missing = new Map<string, number>();

  constructor(flow: ArchitectFlow) {
    this.#flow = flow;
    this.#steps = flow.steps;
    this.#root = { [flow.type.root]: flow.value };
  }

  view(): CallerView {
    this.#readContainers();
    for (const [at, step] of this.#steps.nodes.entries())
      this.#nodes.push(this.#node(step, this.#home[at] ?? 0));
    const greeting = this.#greeting();
    for (const edge of this.#steps.edges) this.#edge(edge, greeting);
    for (const [at, step] of this.#steps.nodes.entries()) if (step.type === 'menu') this.#silence(at, step);
    this.#errorHandling();
    return {
      name: this.#flow.name,
      nodes: this.#nodes,
      edges: this.#edges,
      containers: this.#containers,
    };
  }

  #readContainers(): void {
    const { nodes, owner } = this.#steps;
    this.#containers.push({ title: 'Start', kind: 'start', at: nodes[0]?.at ?? [] });
    const known = new Map<number, number>([[0, 0]]);
    for (const [at, step] of nodes.entries()) {
      const own = owner[at] === at && CONTAINERS.has(step.type) && !INNER.has(step.type);
      if (at === 0 || !own) continue;
      known.set(at, this.#containers.length);
      const title = step.type === 'body' ? 'Call' : step.key;
      this.#containers.push({ title, kind: step.type, at: step.at });
    }
    // The task inside a choice belongs to the menu, two steps up.
    const homeOf = (at: number): number => {
      const step = nodes[at];
      if (step?.type !== 'choice') return known.get(at) ?? 0;
      return known.get(this.#steps.indexOf(step.at.slice(0, -4))) ?? 0;
    };
    for (const at of nodes.keys()) this.#home.push(homeOf(owner[at] ?? 0));
  }

  #node({ key, type, at, source }: FlowNode, container: number): ViewNode {
    const make = (
      role: ViewNode['role'],
      title: string,
      text = '',
      visibility: ViewNode['visibility'] = 'shown',
    ) => ({
      at,
      suffix: '',
      role,
      title,
      text,
      visibility,
      container,
    });
    if (type === 'start') return make('start', 'Start');
    if (type === 'menu') return make('menu', key, spokenWords(source.audio));
    if (type === 'choice') return make('step', key, '', 'passed');
    if (type === 'body')
      return make('task', this.#flow.type.root.startsWith('inqueue') ? 'While waiting' : 'Begin');
    if (CONTAINERS.has(type)) return make('task', key);
    if (type.startsWith('menuTransferTo')) return make('transfer', destinationOf(type, source));
    if (type === 'menuDisconnect') return make('end', 'Disconnect');
    if (type.startsWith('menu')) return make('step', textOf(source.name) || type, '', 'passed');
    const name = textOf(source.name) || type;
    return { ...make('step', name), ...describeAction(type, name, source) };
  }

  /** What is played before anything else; the index of its node, or -1. */
  #greeting(): number {
    const { root } = this.#flow.type;
    const setting = this.#flow.value.initialGreeting;
    const words = isUnset(setting) ? '' : spokenWords(setting);
    if (words === '') return -1;
    const at: Path = [root, 'initialGreeting'];
    this.#nodes.push({
      at,
      suffix: '',
      role: 'prompt',
      title: words,
      text: '',
      visibility: 'shown',
      container: 0,
    });
    const own = this.#nodes.length - 1;
    this.#edges.push({ from: 0, to: own, label: '', at });
    return own;
  }

  #edge(edge: FlowEdge, greeting: number): void {
    const { from, kind, at } = edge;
    const source = this.#steps.nodes[from];
    const target = this.#steps.nodes[edge.to];
    const to = edge.to >= 0 ? edge.to : this.#lost(edge);
    const choice = target?.type.startsWith('menu') && target.type !== 'menu' ? target : undefined;
    let label = edgeWords(this.#root, edge);
    if (kind === 'choice' && choice)
      label = choiceWords(choice.source, textOf(choice.source.name) || choice.type);
    if (kind === 'no-input' && source?.type === 'menu') label = 'no input';
    const starts = from === 0 && (kind === 'jump' || kind === 'next');
    this.#edges.push({ from: starts && greeting >= 0 ? greeting : from, to, label: starts ? '' : label, at });
  }

  /** The node that stands for a target that does not exist. */
  #lost({ target, at }: FlowEdge): number {
    const known = this.#missing.get(target);
    if (known !== undefined) return known;
    const open = target.lastIndexOf('[');
    const name = open >= 0 && target.endsWith(']') ? target.slice(open + 1, -1) : target;
    const own = this.#nodes.length;
    this.#nodes.push({
      at,
      suffix: `missing ${target}`,
      role: 'missing',
      title: name,
      text: 'does not exist',
      visibility: 'shown',
      container: this.#home[this.#steps.indexOf(at)] ?? 0,
    });
    this.#missing.set(target, own);
    return own;
  }

  /** A menu without a default choice hangs up after its last attempt. */
  #silence(menu: number, step: FlowNode): void {
    if (!isUnset(step.source.defaultChildMenuRef)) return;
    const own = this.#nodes.length;
    const container = this.#home[menu] ?? 0;
    this.#nodes.push({
      at: step.at,
      suffix: 'no input',
      role: 'end',
      title: 'Disconnect',
      text: '',
      visibility: 'shown',
      container,
    });
    this.#edges.push({ from: menu, to: own, label: 'no input or no match', at: step.at });
  }

  /** What happens after an error, where it is more than hanging up. Jumps are references, which the steps have already. */
  #errorHandling(): void {
    const { errorHandling } = dictionary(this.#flow.value.settingsErrorHandling);
    const queue = dictionary(dictionary(errorHandling).queue);
    if (isUnset(queue.targetQueue)) return;
    const at: Path = [this.#flow.type.root, 'settingsErrorHandling', 'errorHandling'];
    const own = this.#nodes.length;
    const title = destinationOf('transferToAcd', queue);
    this.#nodes.push({
      at,
      suffix: '',
      role: 'transfer',
      title,
      text: '',
      visibility: 'shown',
      container: 0,
    });
    this.#edges.push({ from: 0, to: own, label: 'on error', at });
  }
}
