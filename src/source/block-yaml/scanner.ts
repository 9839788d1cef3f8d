import { COLON, CR, codesOf, DASH, DOT, HASH, isBreak, LF, SPACE, TAB } from './codes.ts';

/** Thrown where a text leaves the subset that is read here; the `yaml` package then reads all of it. */
export class HandOver extends Error {}
// One for all, because nobody looks at its stack and making one costs as much as reading a small file.
const HAND_OVER = new HandOver('not in the block subset');

/** Leaves the text to the `yaml` package. */
export function handOver(): never {
  throw HAND_OVER;
}

/** Goes through a text line by line. It has no NUL in it, and every carriage return is part of a line end. */
export class Scanner {
  readonly text: string;
  readonly codes: Uint16Array;
  /** The offset of the next character to be read. */
  at: number;
  /** Blanks before the content at `at`; -1 at the end of the text. */
  indent = 0;
  /** Indentation of the deepest comment between the last content and `at`, if it stands on a line of its own; else -1. */
  comment = -1;
  /** True if a comment of any kind stands between the last content and `at`. */
  commented = false;

  constructor(text: string) {
    this.text = text;
    this.codes = codesOf(text);
    this.at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  /** Goes from the start of a line to the next content, over empty lines and comments. */
  toContent(): void {
    const { codes } = this;
    for (let line = this.at; ; ) {
      let at = line;
      while (codes[at] === SPACE) at++;
      const code = codes[at];
      if (code === LF) line = at + 1;
      else if (code === CR) line = at + 2;
      else if (code === HASH) {
        this.commented = true;
        this.comment = Math.max(this.comment, at - line);
        line = this.lineAfter(at);
      } else {
        if (code === TAB) handOver();
        this.at = at;
        this.indent = at === this.text.length ? -1 : at - line;
        if (this.indent === 0 && (code === DASH || code === DOT) && codes[at + 1] === code) handOver();
        return;
      }
    }
  }

  /** Goes over blanks; true if nothing but a comment is left on the line then. */
  skipBlanks(): boolean {
    const { codes } = this;
    const from = this.at;
    let at = from;
    while (codes[at] === SPACE) at++;
    this.at = at;
    const code = codes[at];
    return code === LF || code === CR || at === this.text.length || (code === HASH && at > from);
  }

  /** Goes to the next line, from a place with nothing but a comment after it, and looks for comments anew. */
  toNextLine(): void {
    this.commented = this.codes[this.at] === HASH;
    this.comment = -1;
    this.at = this.lineAfter(this.at);
  }

  /** True if a list entry begins at `at`. */
  isEntry(): boolean {
    return this.codes[this.at] === DASH && isBreak(this.codes[this.at + 1]);
  }

  /** The start of the line after the one with `at`; the end of the text if there is none. */
  lineAfter(at: number): number {
    const code = this.codes[at];
    if (code === LF) return at + 1;
    if (code === CR) return at + 2;
    const end = this.text.indexOf('\n', at);
    return end < 0 ? this.text.length : end + 1;
  }

  /** The end of the plain scalar that begins at `at`, without the blanks after it and the colon that makes it a key. */
  plainEnd(): number {
    const { codes } = this;
    const { length } = this.text;
    let end = this.at;
    for (let at = this.at; at < length; at++) {
      const code = codes[at] ?? 0;
      if (code > COLON) end = at + 1;
      else if (code === SPACE) {
        if (codes[at + 1] === HASH) return end;
      } else if (code === COLON) {
        if (isBreak(codes[at + 1])) return end;
        end = at + 1;
      } else if (code === LF || code === CR) return end;
      else if (code === TAB) handOver();
      else end = at + 1;
    }
    return end;
  }

  /** The colon after the key that ends at `end`, with blanks before it or without; -1 if there is none. */
  colonAfter(end: number): number {
    let at = end;
    while (this.codes[at] === SPACE) at++;
    return this.codes[at] === COLON && isBreak(this.codes[at + 1]) ? at : -1;
  }
}
