import { fitsSetting } from '../../expressions/conversion.ts';
import { conversionHint } from '../../expressions/result-type.ts';
import { typeName } from '../../expressions/type.ts';
import { placeIn, reportProblems } from './report.ts';
import type { ExpressionRule } from './rule.ts';

export const rule = {
  id: 'expression-type',
  severity: 'error',
  category: 'expression',
  summary: 'a value of the wrong type in an expression, or an expression of the wrong type for its setting',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check(subject, report) {
    reportProblems(subject, 'expression-type', report);
    for (const expression of subject.expressions) {
      const { checked, wanted, at, text } = expression;
      if (!wanted || checked.wrong || fitsSetting(wanted, checked.type)) continue;
      report({
        place: placeIn(subject, expression, 0, text.length),
        message: `${settingOf(at)} must be ${typeName(wanted)}, not ${typeName(checked.type)}`,
        hint: conversionHint(wanted, checked.type),
      });
    }
  },
} as const satisfies ExpressionRule;

function settingOf(at: readonly (string | number)[]): string {
  return at.at(-5) === 'statements'
    ? `The value of a ${String(at.at(-3))} statement`
    : `"${String(at.at(-2))}"`;
}
