import type { FlowGraph, Role } from '../flow/graph.ts';
import { mermaid } from './escape.ts';

/** Below Mermaid's own bounds (500 edges, 50,000 characters), at which it draws nothing but an error box. */
const MOST_EDGES = 400;
const MOST_CHARACTERS = 30_000;

const SHAPES: Readonly<Record<Role, readonly [string, string]>> = {
  entry: ['(["', '"])'],
  interaction: ['{{"', '"}}'],
  action: ['["', '"]'],
  terminal: ['(("', '"))'],
};

/** A picture of a flow in Mermaid, nodes with faults marked; undefined where it would be too large to be drawn. */
export function diagram(graph: FlowGraph, faulty: ReadonlySet<string>): string | undefined {
  if (graph.nodes.length === 0 || graph.edges.length > MOST_EDGES || graph.nodes.length > MOST_EDGES)
    return undefined;
  // A step of Architect YAML is marked where it is: in its menu, task or state.
  const marked = new Set([...faulty].flatMap((key) => [key, key.split(' › ')[0] ?? key]));
  const lines = ['flowchart TD'];
  for (const [at, node] of graph.nodes.entries()) {
    const [open, close] = SHAPES[node.role];
    const type = node.type === node.key ? '' : `<br/>${mermaid(node.type, 30)}`;
    lines.push(`  n${at}${open}${mermaid(node.key)}${type}${close}${marked.has(node.key) ? ':::fault' : ''}`);
  }
  let lost = 0;
  for (const edge of graph.edges) {
    const words = edge.kind === 'choice' ? edge.label : edge.kind === 'next' ? '' : edge.kind;
    const arrow = words === '' ? '-->' : `-- "${mermaid(words, 20)}" -->`;
    if (edge.to >= 0) lines.push(`  n${edge.from} ${arrow} n${edge.to}`);
    else
      lines.push(`  n${edge.from} ${arrow} x${lost}["${mermaid(edge.target)}<br/>does not exist"]:::missing`);
    if (edge.to < 0) lost++;
  }
  lines.push(
    '  classDef fault stroke:#d1242f,stroke-width:3px',
    '  classDef missing stroke:#d1242f,stroke-dasharray:4 4',
  );
  const text = lines.join('\n');
  return text.length > MOST_CHARACTERS ? undefined : text;
}
