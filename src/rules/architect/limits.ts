import type { Entries } from '../../architect/entries.ts';
import type { Severity } from '../../findings/finding.ts';
import type { ArchitectRule } from './rule.ts';

/** Bounds of Architect, from its help pages and its published validation code. */
const MOST_NAME = 200;
const MOST_EXPRESSION = 32_000;

interface Problem {
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
}

function tooMuch(entries: Entries, at: number): Problem | undefined {
  const key = entries.key(at);
  const value = entries.value(at);
  // Another rule checks the name of the flow.
  if (key === 'name' && entries.depth(at) > 2 && typeof value === 'string' && value.length > MOST_NAME) {
    return {
      severity: 'error',
      message: `The name has ${value.length} characters; ${MOST_NAME} are allowed`,
      hint: 'Shorten the name.',
    };
  }
  if (key === 'exp' && typeof value === 'string' && value.length > MOST_EXPRESSION) {
    const message = `The expression has ${value.length} characters; ${MOST_EXPRESSION} are allowed`;
    return { severity: 'error', message, hint: 'Split the expression over several variables.' };
  }
  if (key !== 'lit' || typeof value !== 'number') return undefined;
  const holder = entries.key(entries.parent(at));
  if (holder === 'loopCount' && value < 1) {
    return {
      severity: 'warning',
      message: `The loop runs ${value} times`,
      hint: 'Set the loop count to 1 or more, or remove the loop.',
    };
  }
  if (holder === 'proficiency' && (value < 1 || value > 10)) {
    return {
      severity: 'error',
      message: `The proficiency is ${value}; 1 to 10 are allowed`,
      hint: 'Use a number from 1 to 10.',
    };
  }
  return undefined;
}

export const rule = {
  id: 'limits',
  severity: 'error',
  category: 'architect',
  summary: 'a name, expression, proficiency or loop count outside its limits',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  undocumentedTypes: 'warning',
  check({ flow }, report) {
    const { entries } = flow;
    for (let at = 1; at < entries.length; at++) {
      const problem = tooMuch(entries, at);
      if (problem) report({ place: flow.locate(entries.path(at)), ...problem });
    }
  },
} as const satisfies ArchitectRule;
