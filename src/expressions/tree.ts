import type { Frame } from './operand-stack.ts';
import type { Node } from './syntax.ts';
import type { Token } from './token.ts';

/** The operands of a node, in the author's order. */
export function childrenOf(node: Node): readonly Node[] {
  if (node.kind === 'call' || node.kind === 'operation') return node.operands;
  if (node.kind === 'property') return [node.target];
  return node.kind === 'index' ? [node.target, node.index] : [];
}

/** What stands for an operand that is missing at a token. */
export function missingNode({ start }: { readonly start: number }): Node {
  return { kind: 'missing', start, end: start, depth: 0 };
}

const LITERALS: ReadonlySet<string> = new Set(['string', 'integer', 'decimal', 'true', 'false', 'notSet']);

/** True for a token that is a value by itself. */
export function isLiteral({ kind }: Token): boolean {
  return LITERALS.has(kind);
}

/** The node of `target.name`: of a name, the variable of that scope. */
export function fieldNode(target: Node, { text: name, start: at, end }: Token): Node {
  const { start, depth } = target;
  return target.kind === 'name'
    ? { kind: 'variable', name: `${target.name}.${name}`, start, end, depth: 0 }
    : { kind: 'property', target, name, at, start, end, depth: depth + 1 };
}

/** The node of a literal token. */
export function literalNode({ kind, text, start, end }: Token): Node {
  if (kind === 'notSet') return { kind: 'notSet', start, end, depth: 0 };
  const type = kind === 'string' ? 'str' : kind === 'integer' ? 'int' : kind === 'decimal' ? 'dec' : 'bln';
  return { kind: 'literal', type, text, start, end, depth: 0 };
}

/** The node of `condition ? first : last`. */
export function ternaryNode(at: number, operands: readonly [Node, Node, Node]): Node {
  const [condition, , last] = operands;
  return {
    kind: 'operation',
    operator: '?',
    at,
    operands,
    start: condition.start,
    end: last.end,
    depth: 1 + Math.max(...operands.map(({ depth }) => depth)),
  };
}

/** The node of a frame that is complete; `chain` says that a property or an index can follow it. */
export function frameNode(frame: Frame, end: number): { readonly node: Node; readonly chain: boolean } {
  const { kind, callee, target, open, operands } = frame;
  const last = operands.at(-1) ?? missingNode(open);
  if (kind === 'call' && callee) {
    const depth = 1 + operands.reduce((most, operand) => Math.max(most, operand.depth), 0);
    const { text: name, start, end: nameEnd } = callee;
    return { node: { kind: 'call', name, nameEnd, operands, start, end, depth }, chain: true };
  }
  if (kind !== 'index' || !target) return { node: last, chain: false };
  const depth = 1 + Math.max(target.depth, last.depth);
  const { start } = target;
  return { node: { kind: 'index', target, index: last, at: open.start, start, end, depth }, chain: true };
}
