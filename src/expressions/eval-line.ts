import { checkExpression } from './checker.ts';
import { isObject, readVariable } from './eval-variable.ts';
import { evaluate, type Outcome } from './evaluator.ts';
import type { World } from './implementation.ts';
import { builtIn, type Scope } from './scope.ts';
import { type Type, UNKNOWN } from './type.ts';
import type { Value } from './value.ts';
import { literalText } from './value-text.ts';

/** What the command `eval` prints for one expression. */
export type EvalAnswer =
  | {
      readonly type: string;
      readonly list: boolean;
      readonly value: string | readonly string[];
      /** What no document says and the value depends on. */
      readonly assumptions?: readonly string[];
    }
  | {
      readonly type?: string;
      readonly list?: boolean;
      readonly errors: readonly EvalProblem[];
      readonly assumptions?: readonly string[];
    }
  | { readonly type?: string; readonly list?: boolean; readonly unknown: string };

interface EvalProblem {
  readonly rule: string;
  /** Counted from 1, in UTF-16 code units. */
  readonly column: number;
  readonly message: string;
  readonly hint?: string;
}

/**
 * Evaluates one line of the command `eval`: an object with `expression` and, by name, `variables` with `type` and `value`.
 * Throws a `TypeError` that says what is wrong with the line.
 */
export function evalLine(line: string, world: World): EvalAnswer {
  const { expression, variables } = readLine(line);
  const given = new Map(
    Object.entries(variables).map(([name, each]) => [name.toLowerCase(), readVariable(name, each)]),
  );
  const scope: Scope = (name) => given.get(name.toLowerCase())?.type ?? builtIn(name) ?? UNKNOWN;
  const checked = checkExpression(expression, scope);
  if (checked.wrong)
    return {
      errors: checked.problems
        .filter(({ level }) => level === 'error')
        .map(({ rule, start, message, hint }) => ({ rule, column: start + 1, message, hint })),
    };
  return answer(
    evaluate(checked, (name) => given.get(name.toLowerCase())?.value, world),
    checked.type,
  );
}

function answer(outcome: Outcome, { code, list }: Type): EvalAnswer {
  const type = code === '?' ? {} : { type: code, list: list === true };
  const assumptions = outcome.assumptions.length > 0 ? { assumptions: outcome.assumptions } : {};
  switch (outcome.kind) {
    case 'value':
      return {
        type: code === '?' ? typeOfResult(outcome.value) : code,
        list: outcome.value.kind === 'list',
        value: literalText(outcome.value),
        ...assumptions,
      };
    case 'error':
      return {
        ...type,
        errors: [{ rule: 'run-time', column: startOf(outcome.at) + 1, message: outcome.message }],
        ...assumptions,
      };
    case 'unknown':
      return { ...type, unknown: outcome.reason };
  }
}

function startOf(node: { readonly start: number } | { readonly start: number; readonly at: number }): number {
  return 'at' in node ? node.at : node.start;
}

function typeOfResult(value: Value): string {
  return value.kind === 'notSet'
    ? value.type.code
    : 'code' in value && value.kind !== 'cur'
      ? value.code
      : value.kind;
}

function readLine(line: string): { expression: string; variables: Record<string, unknown> } {
  const data: unknown = JSON.parse(line);
  if (!isObject(data) || typeof data.expression !== 'string')
    throw new TypeError('A line must be an object with a string "expression"');
  const { expression, variables = {} } = data;
  if (!isObject(variables)) throw new TypeError('"variables" must be an object');
  return { expression, variables };
}
