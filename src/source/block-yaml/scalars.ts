import { BACKSLASH, CR, DOUBLE, END, isQuote, LF, SINGLE } from './codes.ts';
import { handOver } from './scanner.ts';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['e', '\x1b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['N', '\u0085'],
  ['_', '\u00a0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
  [' ', ' '],
  ['"', '"'],
  ['/', '/'],
  ['\\', '\\'],
  ['\t', '\t'],
]);
const HEX_DIGITS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** What a plain scalar may be. */
export type Scalar = string | number | boolean | null;

/** The value of a plain scalar in the core schema of YAML 1.2, as `yaml` resolves it. */
export function resolvePlain(source: string): Scalar {
  const code = source.charCodeAt(0);
  // Digits, and the plus, minus and dot that a number may begin with.
  if (code <= 0x39 && code >= 0x2b) return code === 0x2f ? source : resolveNumber(source);
  if (source.length > 5) return source;
  switch (source) {
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return null;
    case 'true':
    case 'True':
    case 'TRUE':
      return true;
    case 'false':
    case 'False':
    case 'FALSE':
      return false;
    default:
      return source;
  }
}

/** What begins with a digit, a sign or a dot; the patterns are those of `yaml`. */
function resolveNumber(source: string): Scalar {
  if (/^[-+]?[0-9]+$/.test(source)) return Number.parseInt(source, 10);
  if (/^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/.test(source)) return Number.parseFloat(source);
  if (/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/.test(source)) return Number.parseFloat(source);
  if (/^0o[0-7]+$/.test(source)) return Number.parseInt(source.slice(2), 8);
  if (/^0x[0-9a-fA-F]+$/.test(source)) return Number.parseInt(source.slice(2), 16);
  if (/^(?:\.nan|\.NaN|\.NAN)$/.test(source)) return Number.NaN;
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(source))
    return source.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return source;
}

/** True at the end of a line, and at that of the text. */
function isLineEnd(code: number | undefined): boolean {
  return code === LF || code === CR || code === END;
}

/** The offset just after the quoted scalar that begins at `start` and ends on the same line. */
export function quotedEnd(codes: Uint16Array, start: number): number {
  const quote = codes[start];
  for (let at = start + 1; ; at++) {
    const code = codes[at];
    if (code === quote) {
      if (quote === DOUBLE || codes[at + 1] !== SINGLE) return at + 1;
      at++;
    } else if (code === BACKSLASH && quote === DOUBLE) {
      at++;
      if (isLineEnd(codes[at])) handOver();
    } else if (code === LF || code === END) handOver();
  }
}

/** The name of the key from `start` to `end`; null is left to `yaml`, whose data and places name it differently. */
export function keyName(text: string, start: number, end: number): string {
  if (isQuote(text.charCodeAt(start))) return resolveQuoted(text, start, end);
  const value = resolvePlain(text.slice(start, end));
  return typeof value === 'string' ? value : value === null ? handOver() : String(value);
}

/** The value of the quoted scalar from `start` to `end`, its quotes included. */
export function resolveQuoted(text: string, start: number, end: number): string {
  const inside = text.slice(start + 1, end - 1);
  if (text.charCodeAt(start) === SINGLE) return inside.includes("''") ? inside.replaceAll("''", "'") : inside;
  let slash = inside.indexOf('\\');
  if (slash < 0) return inside;
  let value = '';
  let copied = 0;
  for (; slash >= 0; slash = inside.indexOf('\\', copied)) {
    value += inside.slice(copied, slash);
    const letter = inside[slash + 1] ?? '';
    const digits = HEX_DIGITS.get(letter);
    copied = slash + 2 + (digits ?? 0);
    value += digits ? fromHex(inside.slice(slash + 2, copied), digits) : (ESCAPES.get(letter) ?? handOver());
  }
  return value + inside.slice(copied);
}

function fromHex(source: string, digits: number): string {
  if (source.length !== digits || !/^[0-9a-fA-F]+$/.test(source)) return handOver();
  const code = Number.parseInt(source, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : handOver();
}
