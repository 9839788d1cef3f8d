import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { SyntaxProblem } from './document.ts';

const PARSE_ERRORS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is not a JSON value',
  InvalidNumberFormat: 'this is not a JSON number',
  PropertyNameExpected: 'a property name in double quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is expected here',
  CommaExpected: 'a comma is expected here',
  CloseBraceExpected: 'a closing brace } is expected here',
  CloseBracketExpected: 'a closing bracket ] is expected here',
  EndOfFileExpected: 'the file should end here',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'a comment is not closed',
  UnexpectedEndOfString: 'a string is not closed',
  UnexpectedEndOfNumber: 'a number is incomplete',
  InvalidUnicode: 'this is not a valid \\u escape',
  InvalidEscapeCharacter: 'this is not a valid escape in a JSON string',
  InvalidCharacter: 'this character must be escaped in a JSON string',
};
const MOST_ERRORS = 20;

/**
 * The first error of a text that `JSON.parse` refused; empty if the other parser accepts it. Later errors mostly follow from
 * the first one.
 */
export function syntaxErrors(text: string): SyntaxProblem[] {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  return errors.slice(0, 1).map(({ error, offset, length }) => ({
    message: `not valid JSON: ${PARSE_ERRORS[printParseErrorCode(error)] ?? 'this cannot be read'}`,
    hint: 'Correct the JSON at this place.',
    span: { start: offset, end: offset + Math.max(1, length) },
  }));
}

/** Keys that appear twice in one object. */
export function duplicateKeys(text: string): SyntaxProblem[] {
  const errors: SyntaxProblem[] = [];
  const root = parseTree(text);
  const open: Node[] = root ? [root] : [];
  for (let node = open.pop(); node; node = open.pop()) {
    const seen = new Set<string>();
    for (const child of node.children ?? []) {
      open.push(child);
      const key = node.type === 'object' ? child.children?.[0] : undefined;
      if (!key) continue;
      const name = String(key.value);
      if (seen.has(name)) {
        errors.push({
          message: `the key "${name}" appears twice in one object`,
          hint: 'Keep one of the two: parsers differ in which one they use.',
          span: { start: key.offset, end: key.offset + key.length },
        });
      }
      seen.add(name);
    }
  }
  return errors.sort((a, b) => a.span.start - b.span.start).slice(0, MOST_ERRORS);
}
