import { MAX_PROBLEMS, type Problem, type ProblemLevel } from './problem.ts';
import type { Token, TokenKind } from './token.ts';

/** The tokens of an expression, the last one of kind `end`, and what none could be made of. */
export interface Lexed {
  readonly tokens: readonly Token[];
  readonly problems: readonly Problem[];
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', n: '\n', r: '\r', t: '\t' };
/** What makes an operator with a `=` behind it. */
const PAIRS = new Set('><=!');
const SINGLE = new Set('?:|&><+-*/%^!~()[],');
const KEYWORDS: Readonly<Record<string, TokenKind>> = { true: 'true', false: 'false', NOT_SET: 'notSet' };

/** What authors write who know another language, and what to write instead. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  '=': 'Write == to compare.',
  "'": 'Put text in double quotes.',
  ';': 'Remove the semicolon: a setting holds one expression.',
  '{': 'Remove the braces.',
  '}': 'Remove the braces.',
};

/** Letters that a name may contain, as the platform's grammar lists them. */
function isLetter(code: number): boolean {
  if (code < 0xc0) return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return code <= 0x1fff
    ? code !== 0xd7 && code !== 0xf7
    : (code >= 0x3040 && code <= 0x318f) ||
        (code >= 0x3300 && code <= 0x337f) ||
        (code >= 0x3400 && code <= 0x3d2d) ||
        (code >= 0x4e00 && code <= 0x9fff) ||
        (code >= 0xf900 && code <= 0xfaff);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

/** Splits an expression into tokens in one pass; what is no token becomes a problem and an `invalid` token. */
export function lex(text: string): Lexed {
  return new Lexer(text).run();
}

class Lexer {
  readonly #text: string;
  /** Where the white space at the end starts. */
  readonly #textEnd: number;
  readonly #tokens: Token[] = [];
  readonly #problems: Problem[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#textEnd = text.trimEnd().length;
  }

  run(): Lexed {
    const text = this.#text;
    while (this.#at < text.length) {
      const code = text.charCodeAt(this.#at);
      if (isSpace(code)) this.#at++;
      else if (isLetter(code) || code === 36) this.#word();
      else if (isDigit(code)) this.#number();
      else if (code === 34) this.#string('string', this.#at);
      else if (code === 46) this.#dot();
      else this.#punctuation();
    }
    this.#push('end', '', text.length, text.length);
    return { tokens: this.#tokens, problems: this.#problems };
  }

  #push(kind: TokenKind, text: string, start: number, end: number): void {
    this.#tokens.push({ kind, text, start, end });
    this.#at = end;
  }

  /** The end of the name that starts at `from`; `from` itself if none does. */
  #nameEnd(from: number): number {
    let at = this.#text.charCodeAt(from) === 36 ? from + 1 : from;
    if (!isLetter(this.#text.charCodeAt(at))) return from;
    for (at++; at < this.#text.length; at++) {
      const code = this.#text.charCodeAt(at);
      if (!isLetter(code) && !isDigit(code) && code !== 95) break;
    }
    return at;
  }

  #word(): void {
    const start = this.#at;
    const end = this.#nameEnd(start);
    if (end === start) return this.#invalid(start, start + 1, 'A "$" needs a name', 'Remove the "$".');
    const word = this.#text.slice(start, end);
    const lower = word.length <= 3 ? word.toLowerCase() : '';
    if (lower === 'and' || lower === 'or') return this.#push('punctuation', lower, start, end);
    this.#push(
      Object.hasOwn(KEYWORDS, word) ? (KEYWORDS[word] ?? 'identifier') : 'identifier',
      word,
      start,
      end,
    );
  }

  #digits(from: number): number {
    let at = from;
    while (isDigit(this.#text.charCodeAt(at))) at++;
    return at;
  }

  #number(): void {
    const start = this.#at;
    const end = this.#digits(start);
    if (this.#text.charCodeAt(end) !== 46)
      return this.#push('integer', this.#text.slice(start, end), start, end);
    const fraction = this.#digits(end + 1);
    this.#push('decimal', this.#text.slice(start, fraction), start, fraction);
  }

  /** A decimal such as `.5`, or a field: no white space is allowed between the `.` and the name. */
  #dot(): void {
    const start = this.#at;
    const code = this.#text.charCodeAt(start + 1);
    if (isDigit(code)) {
      const end = this.#digits(start + 1);
      return this.#push('decimal', this.#text.slice(start, end), start, end);
    }
    if (code === 34) return this.#string('field', start + 1);
    const end = this.#nameEnd(start + 1);
    if (end > start + 1) return this.#push('field', this.#text.slice(start + 1, end), start, end);
    this.#invalid(
      start,
      start + 1,
      'No property name follows "."',
      'Write the name directly after ".", without a space.',
    );
  }

  #string(kind: 'string' | 'field', quote: number): void {
    const text = this.#text;
    const start = this.#at;
    const close = text.indexOf('"', quote + 1);
    // Most texts have no escape.
    if (close >= 0 && !text.slice(quote + 1, close).includes('\\'))
      return this.#push(kind, text.slice(quote + 1, close), start, close + 1);
    const parts: string[] = [];
    let from = quote + 1;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 34) {
        parts.push(text.slice(from, at));
        return this.#push(kind, parts.join(''), start, at + 1);
      }
      if (code !== 92) continue;
      parts.push(text.slice(from, at));
      const escape = text[at + 1] ?? '';
      const known = ESCAPES[escape];
      if (known === undefined && at + 1 < text.length) this.#badEscape(at, escape);
      parts.push(known ?? escape);
      from = at + 2;
      at++;
    }
    this.#problem(quote, text.length, 'The text has no closing quote', 'Add a " at its end.');
    this.#push('invalid', '', start, text.length);
  }

  #badEscape(at: number, escape: string): void {
    this.#problem(
      at,
      at + 2,
      `"\\${escape}" is no escape of the expression language`,
      'Write \\\\ for a backslash. The others are \\", \\n, \\r and \\t.',
    );
  }

  /** A backslash outside a string: Architect's lexer drops it without a word, unless it stands at the end. */
  #backslash(): void {
    const start = this.#at++;
    const level = this.#at >= this.#textEnd ? 'error' : 'warning';
    this.#problem(start, start + 1, 'A backslash has no meaning outside a string', 'Remove it.', level);
  }

  #punctuation(): void {
    const start = this.#at;
    const one = this.#text.charAt(start);
    const equals = this.#text.charCodeAt(start + 1) === 61;
    if (equals && PAIRS.has(one)) return this.#push('punctuation', `${one}=`, start, start + 2);
    if (SINGLE.has(one)) return this.#push('punctuation', one, start, start + 1);
    if (one === '\\') return this.#backslash();
    const code = this.#text.codePointAt(start) ?? 0;
    const shown = String.fromCodePoint(code);
    this.#invalid(
      start,
      start + shown.length,
      `${JSON.stringify(shown)} is not part of the expression language`,
      ELSEWHERE[shown] ?? 'Remove it, or put it in double quotes if it is text.',
    );
  }

  #invalid(start: number, end: number, message: string, hint: string): void {
    // Of characters that stand together the first one says enough, and of equal ones, too.
    if (this.#tokens.at(-1)?.kind !== 'invalid' || this.#tokens.at(-1)?.end !== start)
      if (!this.#problems.some((each) => each.message === message)) this.#problem(start, end, message, hint);
    this.#push('invalid', this.#text.slice(start, end), start, end);
  }

  #problem(start: number, end: number, message: string, hint: string, level: ProblemLevel = 'error'): void {
    if (this.#problems.length < MAX_PROBLEMS)
      this.#problems.push({ rule: 'expression-syntax', level, start, end, message, hint });
  }
}
