import type { FlowEdge, FlowNode } from '../flow/graph.ts';

/** A node of the steps while they are read: its role may change. */
export type StepNode = { -readonly [Field in keyof FlowNode]: FlowNode[Field] };

/** The edges of a step graph as a search against their direction needs them. */
interface Backward {
  /** The edges into each node, without calls, jumps and events. */
  readonly into: readonly (readonly FlowEdge[])[];
  /** The task that each call leads to, or -1. */
  readonly callee: ReadonlyMap<number, number>;
}

/**
 * Makes a call of a task an interaction if every way through that task waits for the caller; it is seen from the tasks
 * that can be left without. Calls of tasks that are not known may do anything, waiting included.
 */
export function findWaitingCalls(nodes: readonly StepNode[], edges: readonly FlowEdge[]): void {
  const backward = backwardEdges(nodes, edges);
  const through = endsWithoutWaiting(nodes, backward);
  for (const [at, node] of nodes.entries()) {
    if (node.type === 'callTask' && through[backward.callee.get(at) ?? -1] !== 1) node.role = 'interaction';
  }
}

function backwardEdges(nodes: readonly StepNode[], edges: readonly FlowEdge[]): Backward {
  const into: FlowEdge[][] = nodes.map(() => []);
  const callee = new Map<number, number>();
  for (const edge of edges) {
    if (edge.kind === 'call') callee.set(edge.from, edge.to);
    else if (edge.to >= 0 && edge.kind !== 'jump' && edge.kind !== 'event') into[edge.to]?.push(edge);
  }
  return { into, callee };
}

/** The nodes from which a task can end without waiting for the caller: 1 for each of them. */
function endsWithoutWaiting(nodes: readonly StepNode[], { into, callee }: Backward): Uint8Array {
  const through = new Uint8Array(nodes.length);
  /** Calls that are reached once their task is. */
  const waiting = new Map<number, number[]>();
  const open: number[] = [];
  const reach = (node: number) => {
    if (through[node] || nodes[node]?.role === 'interaction') return;
    through[node] = 1;
    open.push(node);
  };
  for (const [at, { type }] of nodes.entries()) if (type === 'endTask') reach(at);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const caller of waiting.get(node) ?? []) reach(caller);
    for (const { from } of into[node] ?? []) {
      const task = nodes[from]?.type === 'callTask' ? (callee.get(from) ?? -1) : undefined;
      if (task === undefined || through[task]) reach(from);
      else waiting.set(task, [...(waiting.get(task) ?? []), from]);
    }
  }
  return through;
}
