/** Operands nested deeper than this are refused by the platform ("The expression call stack is N calls deep"). */
export const MAX_NESTING = 60;

/** The longest expression that the platform takes, in UTF-16 code units. */
export const MAX_LENGTH = 32_000;

interface Base {
  /** Offsets into the expression; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** How many operators, calls and property accesses are nested in the node, itself included. */
  readonly depth: number;
}

/** A literal; numbers with a folded minus sign, strings without quotes and escapes. */
export interface Literal extends Base {
  readonly kind: 'literal';
  readonly type: 'str' | 'int' | 'dec' | 'bln';
  readonly text: string;
}

/** The literal `NOT_SET`. */
export interface NotSetLiteral extends Base {
  readonly kind: 'notSet';
}

/** A name that stands alone; always an error. */
export interface Name extends Base {
  readonly kind: 'name';
  readonly name: string;
}

/** A variable, `Scope.Name`, as written. */
export interface Variable extends Base {
  readonly kind: 'variable';
  readonly name: string;
}

/** `target.name`; `at` is the offset of the dot. */
export interface Property extends Base {
  readonly kind: 'property';
  readonly target: Node;
  readonly name: string;
  readonly at: number;
}

/** `target[index]`; `at` is the offset of the bracket. */
export interface Index extends Base {
  readonly kind: 'index';
  readonly target: Node;
  readonly index: Node;
  readonly at: number;
}

/** `name(arguments)`; `nameEnd` is where the name ends. */
export interface Call extends Base {
  readonly kind: 'call';
  readonly name: string;
  readonly nameEnd: number;
  readonly operands: readonly Node[];
}

/** An operator with its operands: one, two, or the three of `? :`. `at` is the offset of the operator. */
export interface Operation extends Base {
  readonly kind: 'operation';
  readonly operator: string;
  readonly at: number;
  readonly operands: readonly Node[];
}

/** What stands for an operand that is missing. */
export interface Missing extends Base {
  readonly kind: 'missing';
}

/** A node of the syntax tree of an expression. */
export type Node = Literal | NotSetLiteral | Name | Variable | Property | Index | Call | Operation | Missing;

/** How tightly a binary operator binds. */
export const PRECEDENCE: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  '|': 3,
  '&': 4,
  '==': 5,
  '!=': 5,
  '>=': 6,
  '<=': 6,
  '>': 6,
  '<': 6,
  '+': 7,
  '-': 7,
  '*': 8,
  '/': 8,
  '%': 8,
  '^': 9,
};
