import { type Node, PRECEDENCE } from './syntax.ts';
import type { Token } from './token.ts';

/** An operator whose operands are not complete yet. */
export interface OpenOperator {
  readonly text: string;
  readonly at: number;
  readonly prefix: boolean;
}

/** A part of an expression that is still open: the whole, parentheses, a call, an index. */
export interface Frame {
  readonly kind: 'root' | 'paren' | 'call' | 'index' | 'list';
  /** The bracket that opened it. */
  readonly open: Token;
  /** How many operators were open before it. */
  readonly operators: number;
  /** What is complete of it: arguments. */
  readonly operands: Node[];
  /** Where in `condition ? then : else` the reader is. */
  branch: 'none' | 'then' | 'else';
  condition?: Node;
  /** The value behind the question mark. */
  first?: Node;
  question?: number;
  /** The name of the function that is called. */
  readonly callee?: Token;
  /** What is indexed. */
  readonly target?: Node;
  /** The opening bracket is missing in the text. */
  readonly guessed?: true;
  /** A misplaced comma or bracket was reported. */
  broken?: boolean;
}

/** `!` and `~` bind more tightly than every binary operator. */
const PREFIX = 10;
/** A minus sign binds most tightly. */
const MINUS = 11;

/** Values and operators that wait for each other. */
export class OperandStack {
  readonly #values: Node[] = [];
  readonly #operators: OpenOperator[] = [];

  push(node: Node): void {
    this.#values.push(node);
  }

  pop(): Node {
    return this.#values.pop() ?? { kind: 'missing', start: 0, end: 0, depth: 0 };
  }

  pushOperator(operator: OpenOperator): void {
    this.#operators.push(operator);
  }

  /** How many operators are open now. */
  mark(): number {
    return this.#operators.length;
  }

  /** Makes nodes of the operators above `mark` that bind at least as tightly as `precedence` (more tightly, if it groups to the right). */
  reduce(mark: number, precedence: number, right: boolean): void {
    for (
      let top = this.#operators.at(-1);
      top && this.#operators.length > mark;
      top = this.#operators.at(-1)
    ) {
      const own = top.prefix ? (top.text === '-' ? MINUS : PREFIX) : (PRECEDENCE[top.text] ?? 0);
      if (right ? own <= precedence : own < precedence) return;
      this.#operators.pop();
      this.#apply(top);
    }
  }

  #apply({ text, at, prefix }: OpenOperator): void {
    const last = this.pop();
    if (prefix) {
      this.push(
        text === '-' && isNumber(last)
          ? { ...last, text: isZero(last.text) ? last.text : `-${last.text}`, start: at }
          : {
              kind: 'operation',
              operator: text,
              at,
              operands: [last],
              start: at,
              end: last.end,
              depth: last.depth + 1,
            },
      );
      return;
    }
    const first = this.pop();
    this.push({
      kind: 'operation',
      operator: text,
      at,
      operands: [first, last],
      start: first.start,
      end: last.end,
      depth: 1 + Math.max(first.depth, last.depth),
    });
  }
}

function isNumber(node: Node): node is Node & { kind: 'literal' } {
  return (
    node.kind === 'literal' && (node.type === 'int' || node.type === 'dec') && !node.text.startsWith('-')
  );
}

function isZero(text: string): boolean {
  return !/[1-9]/.test(text);
}
