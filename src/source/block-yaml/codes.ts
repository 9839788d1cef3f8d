export const END = 0;
export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const DOUBLE = 0x22;
export const HASH = 0x23;
export const SINGLE = 0x27;
export const DASH = 0x2d;
export const DOT = 0x2e;
export const COLON = 0x3a;
export const QUESTION = 0x3f;
export const BACKSLASH = 0x5c;

/** Characters that no plain scalar begins with. */
const INDICATORS = ' \t\r\n!"#%&\',>@[]`{|}*\uFEFF';
const isIndicator = new Uint8Array(0x10000);
isIndicator[END] = 1;
for (let at = 0; at < INDICATORS.length; at++) isIndicator[INDICATORS.charCodeAt(at)] = 1;

/** Most texts have fewer code units than this. */
const USUAL = 1 << 16;
let usual: Uint16Array | undefined;

/**
 * The UTF-16 code units of a text, with `END` after the last: a list of numbers is read twice as fast as a string. They hold
 * until the next call: a list of its own for each of 10,000 files would make the garbage collector run twice as often.
 */
export function codesOf(text: string): Uint16Array {
  const codes = text.length < USUAL ? (usual ??= new Uint16Array(USUAL)) : new Uint16Array(text.length + 1);
  Buffer.from(codes.buffer).write(text, 'utf16le');
  codes[text.length] = END;
  return codes;
}

/** True for what separates tokens: a blank, a tab, a line end or the end of the text. */
export function isBreak(code: number | undefined): boolean {
  return code === SPACE || code === LF || code === CR || code === TAB || code === END;
}

/** True if a plain scalar may begin at `at`: with no indicator, or with `-`, `?` or `:` before more of a word. */
export function beginsPlain(codes: Uint16Array, at: number): boolean {
  const code = codes[at] ?? END;
  if (code === DASH || code === COLON || code === QUESTION) return !isBreak(codes[at + 1]);
  return isIndicator[code] === 0;
}

/** True if a quoted scalar begins with this. */
export function isQuote(code: number | undefined): boolean {
  return code === DOUBLE || code === SINGLE;
}
