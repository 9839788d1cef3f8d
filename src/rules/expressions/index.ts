import type { Collector } from '../../findings/collector.ts';
import type { ArchitectSubject } from '../architect/rule.ts';
import { type RunOptions, runRules } from '../rule.ts';
import { rule as conditionConstant } from './condition-constant.ts';
import { rule as divisionByZeroLiteral } from './division-by-zero-literal.ts';
import { rule as expressionSyntax } from './expression-syntax.ts';
import { rule as expressionType } from './expression-type.ts';
import type { ExpressionRule } from './rule.ts';
import { expressionSubject } from './subject.ts';
import { rule as unknownFunction } from './unknown-function.ts';
import { rule as unknownVariable } from './unknown-variable.ts';

/** The rules about expressions, in the order of the documentation. */
export const EXPRESSION_RULES = [
  expressionSyntax,
  expressionType,
  unknownFunction,
  unknownVariable,
  divisionByZeroLiteral,
  conditionConstant,
] as const satisfies readonly ExpressionRule[];

/** Checks the expressions of a flow. Loaded only for a flow that has some. */
export function checkExpressions(subject: ArchitectSubject, collector: Collector, options: RunOptions): void {
  if (EXPRESSION_RULES.every((rule) => collector.isOff(rule))) return;
  runRules(EXPRESSION_RULES, expressionSubject(subject), collector, options);
}
