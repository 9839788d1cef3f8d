import { reportProblems } from './report.ts';
import type { ExpressionRule } from './rule.ts';

export const rule = {
  id: 'expression-syntax',
  severity: 'error',
  category: 'expression',
  summary: 'an expression that Architect cannot read',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check(subject, report) {
    reportProblems(subject, 'expression-syntax', report);
  },
} as const satisfies ExpressionRule;
