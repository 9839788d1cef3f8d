/** What a token of the expression language is. */
export type TokenKind =
  | 'identifier'
  /** `.name` or `."quoted name"`; its text is the name. */
  | 'field'
  | 'integer'
  | 'decimal'
  | 'string'
  | 'true'
  | 'false'
  | 'notSet'
  /** An operator, bracket or comma; its text says which. `and` and `or` are in lower case. */
  | 'punctuation'
  /** Characters that no token starts with, a string without its end, a `.` without a name. */
  | 'invalid'
  | 'end';

/** A token, with offsets into the expression (UTF-16 code units; `end` is exclusive). */
export interface Token {
  readonly kind: TokenKind;
  /** Strings without their quotes and escapes; anything else as written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}
