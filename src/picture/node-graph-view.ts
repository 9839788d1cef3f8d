import { short } from '../architect/spoken-words.ts';
import { textOf } from '../architect/value.ts';
import type { FlowGraph, FlowNode } from '../flow/graph.ts';
import type { CallerView, NodeRole, ViewContainer, ViewEdge, ViewNode } from './view.ts';

const ROLES: Readonly<Record<string, NodeRole>> = {
  start: 'start',
  say: 'prompt',
  menu: 'menu',
  transfer: 'transfer',
  end: 'end',
};
const WORDS: Readonly<Record<string, string>> = {
  'no-input': 'no input',
  'no-match': 'no match',
  failure: 'failure',
};

/** The caller view of a node graph: the author's nodes and transitions. */
export function nodeGraphView(graph: FlowGraph): CallerView {
  const { containers, of } = sections(graph);
  const nodes: ViewNode[] = graph.nodes.map((node, at) => view(node, of[at] ?? 0));
  const edges: ViewEdge[] = [];
  const missing = new Map<string, number>();
  for (const { from, to, target, kind, label, at } of graph.edges) {
    const words = kind === 'choice' ? label : (WORDS[kind] ?? '');
    edges.push({ from, to: to >= 0 ? to : lost(target, of[from] ?? 0), label: words, at });
  }
  return {
    name: graph.name,
    nodes,
    edges,
    containers,
  };

  function lost(target: string, container: number): number {
    const known = missing.get(target);
    if (known !== undefined) return known;
    missing.set(target, nodes.length);
    nodes.push({
      at: ['nodes', target],
      suffix: 'missing',
      role: 'missing',
      title: target,
      text: 'does not exist',
      visibility: 'shown',
      container,
    });
    return nodes.length - 1;
  }
}

function view({ key, type, at, source }: FlowNode, container: number): ViewNode {
  const role = (Object.hasOwn(ROLES, type) ? ROLES[type] : undefined) ?? 'step';
  const heard = textOf(source.text) === '' ? '' : `“${short(textOf(source.text))}”`;
  const prompt = textOf(source.media_id) === '' ? '' : `prompt ${textOf(source.media_id)}`;
  const queue = type === 'transfer' && textOf(source.queue) !== '' ? `Queue ${textOf(source.queue)}` : '';
  // A type that is not known says more than nothing.
  const text = queue || prompt || heard || (role === 'step' ? type : '');
  return { at, suffix: '', role, title: key, text, visibility: 'shown', container };
}

/** Every menu with the nodes that a call comes to after it and before another menu: what large graphs are drawn by. */
function sections(graph: FlowGraph): {
  readonly containers: ViewContainer[];
  readonly of: readonly number[];
} {
  const containers: ViewContainer[] = [{ title: 'Start', kind: 'start', at: [] }];
  const of = graph.nodes.map(() => -1);
  const out = graph.nodes.map((): number[] => []);
  for (const { from, to } of graph.edges) if (to >= 0) out[from]?.push(to);
  const open: number[] = [];
  const reach = (at: number, container: number) => {
    const node = graph.nodes[at];
    if (!node || of[at] !== -1) return;
    const opens = node.type === 'menu';
    of[at] = opens ? containers.length : container;
    if (opens) containers.push({ title: node.key, kind: 'menu', at: node.at });
    open.push(at);
  };
  for (const [at, { role }] of graph.nodes.entries()) if (role === 'entry') reach(at, 0);
  for (let next = 0; next < open.length; next++) {
    const at = open[next] ?? 0;
    for (const to of out[at] ?? []) reach(to, of[at] ?? 0);
  }
  if (of.includes(-1)) containers.push({ title: 'Not reached', kind: 'task', at: ['nodes'] });
  return { containers, of: of.map((each) => (each === -1 ? containers.length - 1 : each)) };
}
