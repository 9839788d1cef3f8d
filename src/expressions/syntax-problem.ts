import type { Frame } from './operand-stack.ts';
import type { Problem } from './problem.ts';
import { MAX_LENGTH } from './syntax.ts';
import type { Token } from './token.ts';

/** An error of the rule `expression-syntax`, at least one character long. */
export function syntaxProblem(
  { start, end }: { readonly start: number; readonly end: number },
  message: string,
  hint: string,
): Problem {
  return { rule: 'expression-syntax', level: 'error', start, end: Math.max(end, start + 1), message, hint };
}

/** What to do where a value is missing before a token. */
export function valueHint(found: string): string {
  if (found === '&' || found === '|') return `Write ${found === '&' ? 'and' : 'or'} between two conditions.`;
  if (found === '>') return 'Write != for "not equal".';
  return 'Add the value, or remove what asks for it.';
}

/** What to do about a name with a value behind it. */
export function nameHint(name: string): string {
  return name.toLowerCase() === 'not' ? 'Write ! for "not".' : `Write ${name}(…) if "${name}" is a function.`;
}

/** What to do about a comma that separates no arguments. */
export function commaHint({ kind }: Frame): string {
  return kind === 'paren' ? 'Write the name of the function before "(".' : 'Remove it, or use a function.';
}

/** An expression that is longer than the platform takes. */
export function tooLong({ length }: string): Problem {
  return syntaxProblem(
    { start: 0, end: 1 },
    `The expression has ${length} characters, more than the ${MAX_LENGTH} that Architect takes`,
    'Split it over several variables.',
  );
}

/** An expression that ends behind a token that asks for a value. */
export function endsEarly({ end }: Token): Problem {
  return syntaxProblem(
    { start: end, end },
    'The expression ends where a value is missing',
    'Complete it, or remove the last operator.',
  );
}

/** A bracket that is never closed. */
export function notClosed(open: Token, closer: string): Problem {
  return syntaxProblem(open, `This "${open.text}" is not closed`, `Add the missing "${closer}".`);
}
