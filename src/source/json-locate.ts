import type { Span } from './document.ts';

/** One value of a JSON text: where it begins and, for the value of a member, where its key stands. */
export interface JsonNode {
  readonly start: number;
  readonly key: Span | undefined;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The offset just after the string that begins at `at`. */
export function afterString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slash = end - 1;
    while (text.charCodeAt(slash) === BACKSLASH) slash--;
    if ((end - slash) % 2 === 1) return end + 1;
  }
  return text.length;
}

/** The offset just after the value that begins at `at`, in a text that is known to be valid JSON. */
export function afterValue(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) {
      i = afterString(text, i) - 1;
      if (depth === 0) return i + 1;
    } else if (code === 0x7b || code === 0x5b) depth++;
    else if (code === 0x7d || code === 0x5d) {
      if (depth === 0) return i;
      if (--depth === 0) return i + 1;
    } else if (depth === 0 && (code === 0x2c || isBlank(code))) return i;
  }
  return text.length;
}

/** The entries of the object or list that begins at `node`, in a text that is known to be valid JSON. */
export function* jsonEntries(text: string, node: JsonNode): Generator<[string | number, JsonNode]> {
  const open = text.charCodeAt(node.start);
  if (open !== 0x7b && open !== 0x5b) return;
  let index = 0;
  for (let at = skipBlanks(text, node.start + 1); at < text.length; at = skipBlanks(text, at)) {
    const code = text.charCodeAt(at);
    if (code === 0x7d || code === 0x5d) return;
    if (code === 0x2c) {
      at++;
      continue;
    }
    let key: Span | undefined;
    if (open === 0x7b) {
      key = { start: at, end: afterString(text, at) };
      at = skipBlanks(text, skipBlanks(text, key.end) + 1);
    }
    yield [key ? String(JSON.parse(text.slice(key.start, key.end))) : index++, { start: at, key }];
    at = afterValue(text, at);
  }
}

/** The offset of the first character at or after `at` that is no blank. */
export function skipBlanks(text: string, at: number): number {
  let end = at;
  while (end < text.length && isBlank(text.charCodeAt(end))) end++;
  return end;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
