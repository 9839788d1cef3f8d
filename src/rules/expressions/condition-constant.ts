import { functionNamed } from '../../expressions/catalogue.ts';
import type { Node } from '../../expressions/syntax.ts';
import { childrenOf } from '../../expressions/tree.ts';
import { placeIn } from './report.ts';
import type { ExpressionRule } from './rule.ts';

/** Functions whose result is not the same in every call of a flow. */
const CHANGING: ReadonlySet<string> = new Set([
  'getcurrentdatetimeutc',
  'getdefaultlanguage',
  'getsupportedlanguages',
  'detectlanguage',
]);

export const rule = {
  id: 'condition-constant',
  severity: 'warning',
  category: 'expression',
  summary: 'a decision whose condition does not depend on anything',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check(subject, report) {
    for (const expression of subject.expressions) {
      const { at, checked, text } = expression;
      if (at.at(-2) !== 'condition' || at.at(-3) !== 'decision' || checked.wrong || !isConstant(checked.root))
        continue;
      const { root } = checked;
      const value =
        root.kind === 'literal' && root.type === 'bln' ? `always ${root.text}` : 'always the same';
      report({
        place: placeIn(subject, expression, 0, text.length),
        message: `The condition of this decision is ${value}: one of its branches is never taken`,
        hint: 'Use a variable in the condition, or remove the decision.',
      });
    }
  },
} as const satisfies ExpressionRule;

/** True for an expression without variables, whose functions give the same result every time. */
function isConstant(root: Node): boolean {
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'variable' || node.kind === 'name' || node.kind === 'missing') return false;
    if (node.kind === 'call' && !isRepeatable(node.name)) return false;
    open.push(...childrenOf(node));
  }
  return true;
}

/** What a look-up in the org finds can change, and so can what is not known here. */
function isRepeatable(name: string): boolean {
  const lower = name.toLowerCase();
  if (!functionNamed(name) || CHANGING.has(lower)) return false;
  return !lower.startsWith('find') || lower === 'find' || lower === 'findfirst' || lower === 'findstring';
}
