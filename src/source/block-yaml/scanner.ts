const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const HASH = 0x23;
const DASH = 0x2d;
const DOT = 0x2e;
const COLON = 0x3a;

/** Thrown where a text leaves the subset that is read here; the `yaml` package then reads all of it. */
export class HandOver extends Error {}
// One for all, because nobody looks at its stack and making one costs as much as reading a small file.
const HAND_OVER = new HandOver('not in the block subset');

/** Leaves the text to the `yaml` package. */
export function handOver(): never {
  throw HAND_OVER;
}

/** True for what separates tokens: a blank, a tab, a line end or the end of the text (NaN). */
export function isBreak(code: number): boolean {
  return code === SPACE || code === LF || code === CR || code === TAB || Number.isNaN(code);
}

/** Goes through a text line by line. Every carriage return in it has to be part of a line end. */
export class Scanner {
  readonly text: string;
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
    this.at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  /** Goes from the start of a line to the next content, over empty lines and comments. */
  toContent(): void {
    const { text } = this;
    for (let line = this.at; ; ) {
      let at = line;
      while (text.charCodeAt(at) === SPACE) at++;
      const code = text.charCodeAt(at);
      if (code === LF) line = at + 1;
      else if (code === CR) line = at + 2;
      else if (code === HASH) {
        this.commented = true;
        this.comment = Math.max(this.comment, at - line);
        line = this.lineAfter(at);
      } else {
        if (code === TAB) handOver();
        this.at = at;
        this.indent = at === text.length ? -1 : at - line;
        if (this.indent === 0 && this.#isMarker(at, code)) handOver();
        return;
      }
    }
  }

  /** Goes over blanks; true if nothing but a comment is left on the line then. */
  skipBlanks(): boolean {
    const { text } = this;
    const from = this.at;
    let at = from;
    while (text.charCodeAt(at) === SPACE) at++;
    this.at = at;
    const code = text.charCodeAt(at);
    return code === LF || code === CR || at === text.length || (code === HASH && at > from);
  }

  /** Goes to the next line, from a place with nothing but a comment after it, and looks for comments anew. */
  toNextLine(): void {
    this.commented = this.text.charCodeAt(this.at) === HASH;
    this.comment = -1;
    this.at = this.lineAfter(this.at);
  }

  /** True if a list entry begins at `at`. */
  isEntry(): boolean {
    return this.text.charCodeAt(this.at) === DASH && isBreak(this.text.charCodeAt(this.at + 1));
  }

  /** The start of the line after the one with `at`; the end of the text if there is none. */
  lineAfter(at: number): number {
    const end = this.text.indexOf('\n', at);
    return end < 0 ? this.text.length : end + 1;
  }

  /** The end of the plain scalar that begins at `at`, without the blanks after it and the colon that makes it a key. */
  plainEnd(): number {
    const { text } = this;
    let end = this.at;
    for (let at = this.at; ; at++) {
      const code = text.charCodeAt(at);
      if (code > COLON) end = at + 1;
      else if (code === SPACE) {
        if (text.charCodeAt(at + 1) === HASH) return end;
      } else if (code === COLON) {
        if (isBreak(text.charCodeAt(at + 1))) return end;
        end = at + 1;
      } else if (code === LF || code === CR || at >= text.length) return end;
      else if (code === TAB) handOver();
      else end = at + 1;
    }
  }

  /** The colon after the key that ends at `end`, with blanks before it or without; -1 if there is none. */
  colonAfter(end: number): number {
    let at = end;
    while (this.text.charCodeAt(at) === SPACE) at++;
    return this.text.charCodeAt(at) === COLON && isBreak(this.text.charCodeAt(at + 1)) ? at : -1;
  }

  /** What may begin or end a document at the start of a line. */
  #isMarker(at: number, code: number): boolean {
    return (code === DASH || code === DOT) && this.text.charCodeAt(at + 1) === code;
  }
}
