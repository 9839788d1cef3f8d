import { lineStarts } from '../source/lines.ts';
import type { Finding } from './finding.ts';

/** A replacement that fixes a finding, by offsets in the text of its file. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly finding: Finding;
}

/** The edit of a finding that has a fix; `starts` are the offsets of the lines, for a caller that has them. What is removed takes the blanks before it along, and its line if nothing else is on it. */
export function editOf(finding: Finding, text: string, starts: readonly number[] = lineStarts(text)): Edit {
  // A byte order mark takes no column.
  const shift = (line: number) => (line === 1 && text.startsWith('\ufeff') ? 0 : 1);
  const { line, column, endLine, endColumn } = finding.range;
  const start = (starts[line - 1] ?? 0) + column - shift(line);
  const end = (starts[endLine - 1] ?? 0) + endColumn - shift(endLine);
  const instead = finding.fix?.text ?? '';
  return instead === ''
    ? { ...removal(text, start, end), text: '', finding }
    : { start, end, text: instead, finding };
}

function removal(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
  let from = start;
  while (text[from - 1] === ' ' || text[from - 1] === '\t') from--;
  const isWhole = from === 0 || text[from - 1] === '\n';
  if (!isWhole || (end < text.length && !/^\r?\n/.test(text.slice(end, end + 2))))
    return { start: from, end };
  return { start: from, end: end + (/^\r?\n/.exec(text.slice(end, end + 2))?.[0].length ?? 0) };
}

/** The edits in the order of the file, without those that overlap one before them or repeat it. */
export function editsApart(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = [];
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start >= (kept.at(-1)?.end ?? 0)) kept.push(edit);
  }
  return kept;
}

/** The text with all edits made, which must not overlap and be in the order of the file. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let fixed = text;
  for (const { start, end, text: instead } of edits.toReversed())
    fixed = fixed.slice(0, start) + instead + fixed.slice(end);
  return fixed;
}
