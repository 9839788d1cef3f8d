import type { Severity } from '../../findings/finding.ts';
import type { Path } from '../../source/document.ts';
import type { ArchitectRule } from './rule.ts';

/** Bounds of Architect, from its help pages and its published validation code. */
const MOST_NAME = 200;
const MOST_EXPRESSION = 32_000;

interface Fault {
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
}

function tooMuch(key: string, value: unknown, path: Path): Fault | undefined {
  // The flow's own name is the business of another rule.
  if (key === 'name' && path.length > 1 && typeof value === 'string' && value.length > MOST_NAME) {
    return {
      severity: 'error',
      message: `a name of ${value.length} characters; ${MOST_NAME} are allowed`,
      hint: 'Shorten it.',
    };
  }
  if (key === 'exp' && typeof value === 'string' && value.length > MOST_EXPRESSION) {
    const message = `an expression of ${value.length} characters; ${MOST_EXPRESSION} are allowed`;
    return { severity: 'error', message, hint: 'Split it over several variables.' };
  }
  if (key !== 'lit' || typeof value !== 'number') return undefined;
  if (path.at(-1) === 'loopCount' && value < 1) {
    return {
      severity: 'warning',
      message: `a loop that runs ${value} times`,
      hint: 'Let it run at least once, or remove it.',
    };
  }
  if (path.at(-1) === 'proficiency' && (value < 1 || value > 10)) {
    return {
      severity: 'error',
      message: `a proficiency of ${value}; 1 to 10 are allowed`,
      hint: 'Choose one from 1 to 10.',
    };
  }
  return undefined;
}

export const rule = {
  id: 'limits',
  severity: 'error',
  category: 'architect',
  summary: 'a name, expression, proficiency or loop count beyond what Architect takes',
  introduced: '0.1.0',
  appliesTo: ['architect'],
  undocumentedTypes: 'warning',
  check({ flow, definition }, report) {
    const open: [unknown, Path][] = [[definition.value, []]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [value, path] = next;
      if (typeof value !== 'object' || value === null) continue;
      for (const [key, child] of Object.entries(value)) {
        const at = [...path, Array.isArray(value) ? Number(key) : key];
        const fault = tooMuch(key, child, path);
        if (fault) report({ place: flow.locate(at), ...fault });
        else open.push([child, at]);
      }
    }
  },
} as const satisfies ArchitectRule;
