import { literalProblem } from './literals.ts';
import { parameterAt } from './operands.ts';
import type { ProblemRule } from './problem.ts';
import type { Overload } from './signature.ts';
import type { Node } from './syntax.ts';

/** An operand that its overload takes by its type, but not by its value. */
export interface OperandProblem {
  readonly rule: ProblemRule;
  readonly place: Node;
  readonly message: string;
  readonly hint: string;
}

/** What is wrong with the literals of a call, and with those that are missing where one is needed. */
export function operandProblems(
  overload: Overload,
  name: string,
  operands: readonly Node[],
): OperandProblem[] {
  const found: OperandProblem[] = [];
  let index = 0;
  for (const operand of operands) {
    const parameter = parameterAt(overload, index++);
    const problem = parameter && literalProblem(parameter, operand, name);
    if (problem) found.push({ ...problem, place: operand });
  }
  return overload.rule === 'unique-contexts' ? [...found, ...contextProblems(name, operands)] : found;
}

/** `Language.Gender.x` and the like can be given once each. */
function* contextProblems(name: string, operands: readonly Node[]): Generator<OperandProblem> {
  const seen = new Set<string>();
  for (const operand of operands) {
    if (operand.kind !== 'property' || operand.target.kind !== 'variable') continue;
    const group = operand.target.name.toLowerCase();
    if (!seen.has(group)) seen.add(group);
    else if (group.startsWith('language.'))
      yield {
        rule: 'expression-type',
        place: operand,
        message: `${name}: ${operand.target.name} is given twice`,
        hint: 'Keep one of them.',
      };
  }
}
