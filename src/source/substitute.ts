import { MAX_FILE_BYTES, type SourceDocument, type Span, type SyntaxProblem } from './document.ts';

/** A `{{token}}` of the source that has no value. */
export interface MissingToken {
  readonly name: string;
  readonly span: Span;
}

/** A text with its tokens replaced, which can map its offsets to the author's text. */
export interface Substituted {
  readonly text: string;
  readonly missing: readonly MissingToken[];
  /** Tokens that begin a plain scalar: a reader that does not replace them sees a map. */
  readonly unquoted: readonly Span[];
  readonly used: ReadonlySet<string>;
  /** Why some tokens were not replaced; undefined if all were. */
  readonly error: SyntaxProblem | undefined;
  /** Turns a span of the replaced text into one of the author's text; a span inside of a token becomes the whole token. */
  toOriginal(span: Span): Span;
}

/** Tokens in one text; a flow has some dozens. */
const MOST_TOKENS = 100_000;
const TOKEN = /\{\{([^{}\r\n]+)\}\}/g;

/** The text that replaces a token without a value, so that the rest of the file can be read. */
export function standIn(name: string): string {
  return `TOK_${name.replace(/\W+/g, '_')}`;
}

/**
 * Replaces `{{name}}` textually, before parsing, as Archy's pre-processor does. A token without a value is reported and
 * stands in as `TOK_name`, so that the rest of the file can still be checked. The result has at most `limit` characters.
 */
export function substitute(
  text: string,
  values: Readonly<Record<string, string>>,
  limit = MAX_FILE_BYTES,
): Substituted {
  if (!text.includes('{{')) return unchanged(text);
  let error: SyntaxProblem | undefined;
  const missing: MissingToken[] = [];
  const unquoted: Span[] = [];
  const used = new Set<string>();
  const edits: { from: number; to: number; outFrom: number; outTo: number }[] = [];
  let out = '';
  let copied = 0;
  for (const match of text.matchAll(TOKEN)) {
    const name = (match[1] ?? '').trim();
    const span = { start: match.index, end: match.index + match[0].length };
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (out.length + span.start - copied + (value ?? name).length > limit || edits.length >= MOST_TOKENS) {
      error = tooLarge(edits.length, limit, span);
      break;
    }
    if (value === undefined) missing.push({ name, span });
    else used.add(name);
    if (beginsScalar(text, span.start)) unquoted.push(span);
    out += text.slice(copied, span.start);
    const outFrom = out.length;
    out += value ?? standIn(name);
    edits.push({ from: span.start, to: span.end, outFrom, outTo: out.length });
    copied = span.end;
  }
  if (edits.length === 0) return { text, missing, unquoted, used, error, toOriginal: (span) => span };
  out += text.slice(copied);

  const back = (offset: number, side: 'from' | 'to'): number => {
    let low = 0;
    let high = edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((edits[middle]?.outFrom ?? 0) < offset || (side === 'from' && edits[middle]?.outFrom === offset))
        low = middle + 1;
      else high = middle;
    }
    const edit = edits[low - 1];
    if (!edit) return offset;
    if (offset < edit.outTo || (side === 'to' && offset === edit.outTo)) return edit[side];
    return offset - edit.outTo + edit.to;
  };
  return {
    text: out,
    missing,
    unquoted,
    used,
    error,
    // If the value of a token is empty, an empty span is on both sides of it.
    toOriginal: (span) => {
      const [from, to] = [back(span.start, 'from'), back(span.end, 'to')];
      return { start: Math.min(from, to), end: Math.max(from, to) };
    },
  };
}

function unchanged(text: string): Substituted {
  return { text, missing: [], unquoted: [], used: new Set(), error: undefined, toOriginal: (span) => span };
}

function tooLarge(count: number, limit: number, span: Span): SyntaxProblem {
  return count >= MOST_TOKENS
    ? {
        message: `the text has more than ${MOST_TOKENS.toLocaleString('en')} tokens`,
        hint: 'Write the values out, or split the flow.',
        span,
      }
    : {
        message: `the text has more than ${Math.floor(limit / 1024 / 1024)} MiB once its tokens are replaced`,
        hint: 'Shorten the values under "substitutions".',
        span,
      };
}

/** True where only blanks stand between the place and a line's start, a colon or a dash: a plain scalar begins there. */
function beginsScalar(text: string, offset: number): boolean {
  let at = offset;
  while (at > 0 && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
  if (at === 0 || text[at - 1] === '\n') return true;
  return (text[at - 1] === ':' || text[at - 1] === '-') && text[at] === ' ';
}

/** Maps the places of a document that was read from a replaced text to the author's text. */
export function inOriginal(document: SourceDocument, text: string, substituted: Substituted): SourceDocument {
  return {
    file: document.file,
    text,
    get value() {
      return document.value;
    },
    errors: document.errors.map((error) => ({ ...error, span: substituted.toOriginal(error.span) })),
    span: (path, part) => substituted.toOriginal(document.span(path, part)),
    release: () => document.release?.(),
  };
}
