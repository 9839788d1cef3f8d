import type { Expression } from '../../architect/variables.ts';
import type { Checked } from '../../expressions/checker.ts';
import type { Type } from '../../expressions/type.ts';
import type { ArchitectSubject } from '../architect/rule.ts';
import type { Rule } from '../rule.ts';

/** An expression of a flow, and what it means. */
export interface FlowExpression extends Expression {
  readonly checked: Checked;
  /** The type that its setting asks for; undefined where that is not known. */
  readonly wanted: Type | undefined;
}

/** One Architect flow as the rules about its expressions see it. */
export interface ExpressionSubject extends ArchitectSubject {
  readonly expressions: readonly FlowExpression[];
}

/** A rule about the expressions of a flow. */
export type ExpressionRule = Rule<ExpressionSubject>;
