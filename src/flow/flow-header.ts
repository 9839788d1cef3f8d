import { isFlowRoot } from './flow-type.ts';

/** Type and name of an Architect flow. */
export interface FlowHeader {
  /** Root key of the YAML. */
  readonly root: string;
  readonly name: string;
}

const SPACE = 32;

/** Names that YAML does not read as a string. */
const NO_STRING = /^(true|false|null)$/i;

/**
 * Type and name of Architect YAML as exports write it, without parsing it; undefined for any text that could mean something
 * else than it seems to. The rest of the text may still have errors.
 */
export function readHeader(text: string): FlowHeader | undefined {
  // Parsers do not agree on what else ends a line.
  if (/[\u0085\u2028\u2029]/.test(text) || (text.includes('\r') && /\r(?!\n)/.test(text))) return undefined;
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const found = headerLines(body);
  const root = /^([A-Za-z]+):[ \t\r]*$/.exec(found?.top ?? '')?.[1];
  if (!found || root === undefined || !isFlowRoot(root)) return undefined;
  const { line, end, indent } = found;
  if (isContinued(body, end, indent)) return undefined;
  const name = scalar(line.slice(line.indexOf(':') + 1));
  return name === undefined ? undefined : { root, name };
}

/** The lines with the root key and the name of a flow. */
interface HeaderLines {
  readonly top: string;
  /** The line with the name, the offset of its end, and the number of spaces before the keys of the flow. */
  readonly line: string;
  readonly end: number;
  readonly indent: number;
}

/**
 * Goes through the lines once, comments and empty lines left out: one key may stand at the beginning of a line, the first
 * line after spaces says how far the keys of the flow are indented, and one of these is its name. Else undefined.
 */
function headerLines(text: string): HeaderLines | undefined {
  let top: string | undefined;
  let name: { readonly line: string; readonly end: number } | undefined;
  let indent = 0;
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    let at = start;
    while (text.charCodeAt(at) === SPACE) at++;
    const spaces = at - start;
    const isKey = spaces === 0 || spaces === indent || indent === 0;
    if (at < end && isKey && isContent(text, at)) {
      if (spaces === 0) {
        if (top !== undefined) return undefined;
        top = text.slice(start, end);
      } else {
        indent = spaces;
        if (!isLetter(text.charCodeAt(at))) return undefined;
        const line = text.startsWith('name', at) ? text.slice(start, end) : '';
        if (/^ +name[ \t]*:/.test(line)) {
          if (name) return undefined;
          name = { line, end };
        }
      }
    }
    start = end + 1;
  }
  return top === undefined || !name ? undefined : { top, ...name, indent };
}

/** True for anything but white space and the beginning of a comment. */
function isContent(text: string, at: number): boolean {
  return isLetter(text.charCodeAt(at)) || !/[\s#]/.test(text.charAt(at));
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** Whether what stands behind a line could belong to its value: a line that is indented deeper. */
function isContinued(text: string, end: number, indent: number): boolean {
  const after = text.slice(end, end + 1000);
  const next = /\S/.exec(after);
  if (!next) return after.length === 1000;
  const start = after.lastIndexOf('\n', next.index) + 1;
  return start < next.index && next.index - start !== indent;
}

/** A string on one line, plain or in quotes; undefined for whatever may be read otherwise. */
function scalar(text: string): string | undefined {
  if (!/^[ \t]/.test(text) || text.includes('{{')) return undefined;
  const value = text.trim();
  const quoted = /^"([^"\\]+)"$|^'([^']+)'$/.exec(value);
  if (quoted) return quoted[1] ?? quoted[2];
  const plain = /^[\p{L}\p{N}][^:#"'`{}[\]]*$/u.test(value) && !NO_STRING.test(value);
  // A number has no blank.
  return plain && (/^\p{L}/u.test(value) || value.includes(' ')) ? value : undefined;
}
