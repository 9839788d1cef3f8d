import type { Characters, Span } from './document.ts';

/** A text that was made of a scalar, and for each of its code units where it comes from; one more for its end. */
interface Decoded {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * The span of some characters of a scalar's text in the file: through escapes, folded lines and the indentation of blocks.
 * The whole scalar where the file does not spell that text, for example because a reader knows another way to write it.
 */
export function charactersIn(file: string, scalar: Span, text: string, { from, to }: Characters): Span {
  const decoded = decode(file, scalar).find((each) => each.text === text);
  if (!decoded) return scalar;
  const { starts, ends } = decoded;
  const start = starts[Math.min(from, text.length)] ?? scalar.start;
  const end = to > from ? (ends[Math.min(to - 1, text.length)] ?? scalar.end) : start;
  return { start, end: Math.max(start, end) };
}

/** What the scalar can say; of a block with more than one reading if its indentation is not known. */
function decode(file: string, scalar: Span): Decoded[] {
  const first = file.charAt(scalar.start);
  if (first === '|' || first === '>') return decodeBlock(file, scalar, first === '>');
  if (first === '"') return [decodeFlow(file, { start: scalar.start + 1, end: scalar.end - 1 }, '"')];
  if (first === "'") return [decodeFlow(file, { start: scalar.start + 1, end: scalar.end - 1 }, "'")];
  return [decodeFlow(file, scalar, '')];
}

class Builder {
  readonly #parts: string[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  add(text: string, start: number, end = start + 1): void {
    if (text === '') return;
    this.#parts.push(text);
    for (let unit = 0; unit < text.length; unit++) {
      this.#starts.push(start);
      this.#ends.push(end);
    }
  }

  /** Takes away white space that was added last and does not count. */
  trimEnd(keep: number): void {
    while (this.#parts.length > keep && (this.#parts.at(-1) === ' ' || this.#parts.at(-1) === '\t')) {
      this.#parts.pop();
      this.#starts.pop();
      this.#ends.pop();
    }
  }

  get count(): number {
    return this.#parts.length;
  }

  done(end: number): Decoded {
    const last = this.#ends.at(-1) ?? end;
    return { text: this.#parts.join(''), starts: [...this.#starts, last], ends: [...this.#ends, last] };
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
/** Hexadecimal digits behind an escape. */
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t';
}

/** The offset behind a line end at `at`, or `at` if there is none. */
function afterLineEnd(file: string, at: number): number {
  if (file[at] === '\n') return at + 1;
  return file[at] === '\r' && file[at + 1] === '\n' ? at + 2 : at;
}

/** A plain or quoted scalar, whose lines are folded. */
function decodeFlow(file: string, { start, end }: Span, quote: '' | '"' | "'"): Decoded {
  const out = new Builder();
  let at = start;
  /** Blanks before this one were escaped and stay. */
  let kept = 0;
  while (at < end) {
    const next = afterLineEnd(file, at);
    if (next > at) {
      out.trimEnd(kept);
      at = fold(file, at, end, out);
      kept = out.count;
    } else if (quote === '"' && file[at] === '\\') {
      const [text, after] = escape(file, at, end);
      out.add(text, at, after);
      at = after;
      kept = out.count;
    } else {
      const after = at + (quote === "'" && file[at] === "'" ? 2 : 1);
      out.add(file.charAt(at), at, after);
      at = after;
    }
  }
  return out.done(end);
}

/** A line end becomes a space; with empty lines behind it, one line end for each of them. Returns where the text goes on. */
function fold(file: string, from: number, end: number, out: Builder): number {
  let at = from;
  const ends: number[] = [];
  while (at < end) {
    const next = afterLineEnd(file, at);
    if (next > at) ends.push(at);
    else if (!isBlank(file.charAt(at))) break;
    at = Math.max(next, at + 1);
  }
  if (ends.length === 1) out.add(' ', from);
  else for (const offset of ends.slice(1)) out.add('\n', offset);
  return at;
}

/** What the escape at `at` says, and the offset behind it. An escaped line end says nothing, and the next line's indentation neither. */
function escape(file: string, at: number, end: number): [string, number] {
  const behind = afterLineEnd(file, at + 1);
  if (behind > at + 1) {
    let next = behind;
    while (next < end && isBlank(file.charAt(next))) next++;
    return ['', next];
  }
  const char = file.charAt(at + 1);
  const digits = DIGITS[char];
  if (digits === undefined) return [ESCAPES[char] ?? char, at + 2];
  const code = Number.parseInt(file.slice(at + 2, at + 2 + digits), 16);
  return [code <= 0x10ffff ? String.fromCodePoint(code) : '', at + 2 + digits];
}

/** Indentations that are tried for a block that gives its own. */
const MAX_TRIES = 100;

interface Line {
  readonly start: number;
  /** Without its line end. */
  readonly end: number;
}

/** A literal or folded block. Its indentation is at most that of its first line with text. */
function decodeBlock(file: string, scalar: Span, folded: boolean): Decoded[] {
  let at = scalar.start;
  while (at < scalar.end && afterLineEnd(file, at) === at) at++;
  const header = file.slice(scalar.start, at);
  const lines: Line[] = [];
  for (at = afterLineEnd(file, at); at < scalar.end; ) {
    let end = at;
    while (end < scalar.end && afterLineEnd(file, end) === end) end++;
    lines.push({ start: at, end });
    at = afterLineEnd(file, end) === end ? scalar.end : afterLineEnd(file, end);
  }
  const first = lines.find(({ start, end }) => /[^ ]/.test(file.slice(start, end)));
  const most = first ? file.slice(first.start, first.end).search(/[^ ]/) : 0;
  // A given indentation counts from that of the parent, which is not known here.
  const tries = /\d/.test(header) ? Math.min(most, MAX_TRIES) + 1 : 1;
  const indents = Array.from({ length: tries }, (_, index) => most - index);
  return indents.map((indent) => decodeLines(file, lines, { indent, folded, header, end: scalar.end }));
}

interface Block {
  readonly indent: number;
  readonly folded: boolean;
  /** The indicators behind `|` or `>`. */
  readonly header: string;
  readonly end: number;
}

function decodeLines(file: string, lines: readonly Line[], { indent, folded, header, end }: Block): Decoded {
  const out = new Builder();
  const isEmpty = (line: Line) =>
    line.end - line.start <= indent && file.slice(line.start, line.end).trim() === '';
  let last = lines.length - 1;
  while (last >= 0 && isEmpty(lines[last] ?? { start: 0, end: 0 })) last--;
  /** Where line ends wait that may become a space. */
  let waiting: number[] = [];
  let before: 'none' | 'text' | 'more' = 'none';
  for (const line of lines.slice(0, last + 1)) {
    const start = Math.min(line.start + indent, line.end);
    const now = isEmpty(line) ? 'empty' : folded && isBlank(file.charAt(start)) ? 'more' : 'text';
    if (now !== 'empty') {
      breakLines(out, waiting, folded && before === 'text' && now === 'text');
      waiting = [];
      for (let at = start; at < line.end; at++) out.add(file.charAt(at), at);
      before = now;
    }
    waiting.push(line.end);
  }
  if (last < 0) waiting = [];
  if (!header.includes('-') && last >= 0) out.add('\n', lines[last]?.end ?? end);
  if (header.includes('+')) for (const line of lines.slice(last + 1)) out.add('\n', line.end);
  return out.done(end);
}

/** Line ends before a line: between two lines of text that are joined, one becomes a space, of more the first is left out. */
function breakLines(out: Builder, ends: readonly number[], join: boolean): void {
  if (!join) for (const offset of ends) out.add('\n', offset);
  else if (ends.length === 1) out.add(' ', ends[0] ?? 0);
  else for (const offset of ends.slice(1)) out.add('\n', offset);
}
