import { reportProblems } from './report.ts';
import type { ExpressionRule } from './rule.ts';

export const rule = {
  id: 'unknown-function',
  severity: 'error',
  category: 'expression',
  summary: 'a function that is not known here, and the known one that was most likely meant',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  check(subject, report) {
    reportProblems(subject, 'unknown-function', report);
  },
} as const satisfies ExpressionRule;
