import { reportProblems } from './report.ts';
import type { ExpressionRule } from './rule.ts';

export const rule = {
  id: 'division-by-zero-literal',
  severity: 'error',
  category: 'expression',
  summary: 'a division by a literal zero',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check(subject, report) {
    reportProblems(subject, 'division-by-zero-literal', report);
  },
} as const satisfies ExpressionRule;
