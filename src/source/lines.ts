import type { Span } from './document.ts';

/** A range for people and for GitHub: lines and columns from 1, `endColumn` exclusive. */
export interface LineRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Offsets at which the lines of a text begin; a line ends with LF, CRLF or CR. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  // Nearly all texts have line feeds only, which are found much faster than by looking at each character.
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}

function place(starts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** Turns a span of offsets into lines and columns. A byte order mark takes no column. */
export function toLineRange(text: string, starts: readonly number[], span: Span): LineRange {
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const from = place(starts, Math.max(span.start, bom));
  const to = place(starts, Math.max(span.end, span.start, bom));
  const shift = (at: { line: number; column: number }) => (at.line === 1 ? at.column - bom : at.column);
  return { line: from.line, column: shift(from), endLine: to.line, endColumn: shift(to) };
}

/** The text of line `line` (from 1), without its line end or byte order mark. */
export function lineText(text: string, starts: readonly number[], line: number): string {
  const start = starts[line - 1];
  if (start === undefined) return '';
  let end = starts[line] ?? text.length;
  while (end > start && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
  const raw = text.slice(start, end);
  return line === 1 && raw.charCodeAt(0) === 0xfeff ? raw.slice(1) : raw;
}
