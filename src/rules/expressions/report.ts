import type { Problem, ProblemRule } from '../../expressions/problem.ts';
import type { Draft, Sink } from '../../findings/draft.ts';
import type { ExpressionSubject, FlowExpression } from './rule.ts';

/** The place of some characters of an expression in its file. */
export function placeIn(
  { flow }: ExpressionSubject,
  { at }: FlowExpression,
  start: number,
  end: number,
): Draft['place'] {
  return flow.locate(at, { from: start, to: end });
}

/** Reports what the check of the expressions found for one rule. */
export function reportProblems(subject: ExpressionSubject, rule: ProblemRule, report: Sink): void {
  for (const expression of subject.expressions)
    for (const problem of expression.checked.problems)
      if (problem.rule === rule) report(draftOf(subject, expression, problem));
}

function draftOf(subject: ExpressionSubject, expression: FlowExpression, problem: Problem): Draft {
  const { level, start, end, message, hint, meant } = problem;
  return { place: placeIn(subject, expression, start, end), message, hint, severity: level, meant };
}
