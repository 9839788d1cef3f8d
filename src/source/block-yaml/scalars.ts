import { handOver, isBreak } from './scanner.ts';

const DOUBLE = 0x22;
const SINGLE = 0x27;
const BACKSLASH = 0x5c;
const LF = 0x0a;

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

/** True if a plain scalar may begin at `at`: with no indicator, or with `-`, `?` or `:` before more of a word. */
export function beginsPlain(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  switch (text[at]) {
    case '-':
    case '?':
    case ':':
      return !isBreak(text.charCodeAt(at + 1));
    case undefined:
    case '\uFEFF':
      return false;
    default:
      // Letters and digits first: nearly all begin with one of them.
      return (code >= 0x61 && code <= 0x7a) || !' \t\r\n!"#%&\',>@[]`{|}*'.includes(text[at] ?? '');
  }
}

/** True if a quoted scalar begins at `at`. */
export function isQuote(code: number): boolean {
  return code === DOUBLE || code === SINGLE;
}

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

/** The offset just after the quoted scalar that begins at `start` and ends on the same line. */
export function quotedEnd(text: string, start: number): number {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      if (quote === DOUBLE || text.charCodeAt(at + 1) !== SINGLE) return at + 1;
      at++;
    } else if (code === BACKSLASH && quote === DOUBLE) {
      at++;
      if (text.charCodeAt(at) === LF || text.charCodeAt(at) === 0x0d) handOver();
    } else if (code === LF) handOver();
  }
  return handOver();
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
