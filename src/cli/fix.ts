import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Finding } from '../findings/finding.ts';
import { oneLine } from '../report/escape.ts';
import type { RunResult } from '../report/result.ts';
import { lineStarts } from '../source/lines.ts';
import { counted } from '../text/plural.ts';

/** What was fixed: how many findings, and lines that say what. */
export interface Fixed {
  readonly changed: number;
  readonly text: string;
}

/** A replacement in one file, by offsets. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly finding: Finding;
}

/** Applies the safe fixes of the findings to the files below the root. Two fixes of one place are applied one at a time. */
export function applyFixes({ findings }: Pick<RunResult, 'findings'>, root: string): Fixed {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.fix === undefined) continue;
    const known = files.get(finding.file);
    if (known) known.push(finding);
    else files.set(finding.file, [finding]);
  }
  const lines = [...files].flatMap(([file, found]) => fixFile(file, found, root));
  const summary = lines.length > 0 ? `${counted(lines.length, 'finding')} fixed.` : 'Nothing to fix.';
  return { changed: lines.length, text: `${[...lines, summary].join('\n')}\n` };
}

function fixFile(file: string, findings: readonly Finding[], root: string): string[] {
  const path = realpathSync(join(root, file));
  // A link could lead out of the workspace.
  if (!path.startsWith(`${realpathSync(root)}${sep}`)) return [];
  const text = readFileSync(path, 'utf8');
  const edits = apart(findings.map((finding) => editOf(finding, text)));
  let fixed = text;
  for (const { start, end, text: instead } of edits.toReversed())
    fixed = fixed.slice(0, start) + instead + fixed.slice(end);
  if (edits.length > 0) writeFileSync(path, fixed);
  return edits.map(({ start, end, text: instead, finding: { range, rule } }) =>
    oneLine(
      `Fixed: ${file}:${range.line}:${range.column} ${text.slice(start, end).trim()} → ${instead || 'removed'} (${rule})`,
    ),
  );
}

function editOf(finding: Finding, text: string): Edit {
  const starts = lineStarts(text);
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

/** A part of a line to remove, with the blanks before it, and with the line itself if nothing else is on it. */
function removal(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
  let from = start;
  while (text[from - 1] === ' ' || text[from - 1] === '\t') from--;
  const isWhole = from === 0 || text[from - 1] === '\n';
  if (!isWhole || (end < text.length && !/^\r?\n/.test(text.slice(end, end + 2))))
    return { start: from, end };
  return { start: from, end: end + (/^\r?\n/.exec(text.slice(end, end + 2))?.[0].length ?? 0) };
}

/** The edits in the order of the file, without those that overlap one before them or repeat it. */
function apart(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = [];
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start >= (kept.at(-1)?.end ?? 0)) kept.push(edit);
  }
  return kept;
}
