import { isFlowRoot } from './flow-type.ts';

/** Type and name of an Architect flow. */
export interface FlowHeader {
  /** Root key of the YAML. */
  readonly root: string;
  readonly name: string;
}

/** Names that YAML does not read as a string. */
const NO_STRING = /^(true|false|null)$/i;

/**
 * Type and name of Architect YAML as exports write it, without parsing it; undefined for any text that could mean something
 * else than it seems to. The rest of the text may still have errors.
 */
export function readHeader(text: string): FlowHeader | undefined {
  if (/[\u0085\u2028\u2029]/.test(text)) return undefined;
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  // One key at the beginning of a line, and nothing else there but comments.
  const [top, second] = body.match(/^[^\s#].*$/gm) ?? [];
  const root = /^([A-Za-z]+):[ \t\r]*$/.exec(top ?? '')?.[1];
  if (root === undefined || second !== undefined || !isFlowRoot(root)) return undefined;
  const indent = /^( +)[^\s#]/m.exec(body)?.[1];
  if (indent === undefined) return undefined;
  const keys = linesAt(body, indent.length);
  if (keys.some(({ line }) => !/^ +[A-Za-z]/.test(line))) return undefined;
  const [found, twice] = keys.filter(({ line }) => /^ +name[ \t]*:/.test(line));
  if (!found || twice) return undefined;
  const { line, end } = found;
  if (isContinued(body, end, indent.length)) return undefined;
  const name = scalar(line.slice(line.indexOf(':') + 1));
  return name === undefined ? undefined : { root, name };
}

/** The lines that are indented by so many spaces, comments left out, and where each ends. */
function linesAt(text: string, indent: number): { readonly line: string; readonly end: number }[] {
  const found: { line: string; end: number }[] = [];
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    let at = start;
    while (text.charCodeAt(at) === 32) at++;
    if (at - start === indent && at < end && !/[\s#]/.test(text.charAt(at)))
      found.push({ line: text.slice(start, end), end });
    start = end + 1;
  }
  return found;
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
