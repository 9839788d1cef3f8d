import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';

/** How the job or step is doing so far, which `success()`, `failure()` and `cancelled()` ask. */
export type Status = 'success' | 'failure' | 'cancelled';

/** The contexts of an expression by name: `github`, `steps`, `needs`, and so on. */
export type Contexts = Readonly<Record<string, unknown>>;

/** Evaluates an expression, without its marks, with GitHub's own evaluator. Throws its error if the expression is invalid. */
export function evaluate(expression: string, contexts: Contexts, status: Status): data.ExpressionData {
  const functions = statusFunctions(status);
  const { tokens } = new Lexer(expression).lex();
  const tree = new Parser(tokens, Object.keys(contexts), functions).parse();
  const known = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(tree, known, new Map(functions.map((each) => [each.name, each]))).evaluate();
}

/** What a workflow means with a text that may have expressions in it, once its reader has made one expression of it. */
export function isTruthy(value: data.ExpressionData): boolean {
  if (value.kind === data.Kind.Boolean || value.kind === data.Kind.Number) return value.number() !== 0;
  if (value.kind === data.Kind.Null) return false;
  return value.kind !== data.Kind.String || value.coerceString() !== '';
}

function statusFunctions(status: Status): FunctionDefinition[] {
  const is = (name: string, value: boolean): FunctionDefinition => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  });
  return [
    is('always', true),
    is('success', status === 'success'),
    is('failure', status === 'failure'),
    is('cancelled', status === 'cancelled'),
  ];
}
