/** The rule that a problem of an expression belongs to. */
export type ProblemRule =
  | 'expression-syntax'
  | 'expression-type'
  | 'unknown-function'
  | 'unknown-variable'
  | 'division-by-zero-literal';

/** How certain a problem is: Architect refuses it, it may be wrong, or it cannot be checked here. */
export type ProblemLevel = 'error' | 'warning' | 'notice';

/** What is wrong with an expression, and where in its text (UTF-16 code units; `end` is exclusive). */
export interface Problem {
  readonly rule: ProblemRule;
  readonly level: ProblemLevel;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly hint: string;
  /** The name that was most likely meant. */
  readonly meant?: string;
}

/** An expression with more problems has one cause, and it is among the first. */
export const MAX_PROBLEMS = 10;
