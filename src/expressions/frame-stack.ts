import type { Frame, OperandStack } from './operand-stack.ts';
import type { Problem } from './problem.ts';
import type { Node } from './syntax.ts';
import { syntaxProblem } from './syntax-problem.ts';
import type { Token } from './token.ts';
import { frameNode, ternaryNode } from './tree.ts';

const CLOSERS: Readonly<Record<Frame['kind'], string>> = {
  root: '',
  paren: ')',
  call: ')',
  index: ']',
  list: ']',
};

/** The bracket that closes a frame; empty for the whole expression. */
export function closerOf({ kind }: Frame): string {
  return CLOSERS[kind];
}

/** The parts of an expression that are still open, the innermost on top. */
export class FrameStack {
  readonly #values: OperandStack;
  readonly #report: (problem: Problem) => void;
  readonly #root: Frame;
  readonly #open: Frame[] = [];
  /** How many frames wait for each closing bracket. */
  readonly #waiting: Record<string, number> = { ')': 0, ']': 0 };

  constructor(values: OperandStack, report: (problem: Problem) => void, start: Token) {
    this.#values = values;
    this.#report = report;
    this.#root = { kind: 'root', open: start, operators: 0, operands: [], branch: 'none' };
  }

  /** The innermost frame; the whole expression where none is open. */
  get top(): Frame {
    return this.#open.at(-1) ?? this.#root;
  }

  enter(kind: Frame['kind'], open: Token, more: Pick<Frame, 'callee' | 'target' | 'guessed'> = {}): void {
    const frame: Frame = {
      kind,
      open,
      operators: this.#values.mark(),
      operands: [],
      branch: 'none',
      ...more,
    };
    this.#open.push(frame);
    this.#count(frame, 1);
  }

  /** True if a frame that is open waits for this bracket. */
  waitsFor(closer: string): boolean {
    return (this.#waiting[closer] ?? 0) > 0;
  }

  #count(frame: Frame, by: number): void {
    const closer = closerOf(frame);
    this.#waiting[closer] = (this.#waiting[closer] ?? 0) + by;
  }

  /** The value of the innermost frame up to here; ends a `? :` that is still open. */
  value(): Node {
    const frame = this.top;
    this.#values.reduce(frame.operators, 0, false);
    const value = this.#values.pop();
    const { branch, condition, first, question = 0 } = frame;
    frame.branch = 'none';
    if (branch === 'none' || !condition) return value;
    if (branch === 'then')
      this.#report(
        syntaxProblem(
          { start: question, end: question + 1 },
          'This "?" has no ":"',
          'Write condition ? value : value.',
        ),
      );
    return ternaryNode(question, [condition, branch === 'then' ? value : (first ?? value), value]);
  }

  /** Leaves the innermost frame, whose last value is complete if `hasValue`, and gives its node. */
  leave(end: number, hasValue: boolean): { readonly node: Node; readonly chain: boolean } {
    const frame = this.top;
    if (hasValue) frame.operands.push(this.value());
    this.#open.pop();
    this.#count(frame, -1);
    return frameNode(frame, end);
  }
}
