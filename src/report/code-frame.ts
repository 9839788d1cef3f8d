import type { Finding } from '../findings/finding.ts';
import type { SourceDocument } from '../source/document.ts';
import { lineStarts, lineText } from '../source/lines.ts';

const AROUND = 1;
const WIDTH = 110;

/** The lines around a finding with a marker under the place, as plain text; empty where the file was not read. */
export function codeFrame(finding: Finding, document: SourceDocument | undefined): string {
  if (!document || document.text === '') return '';
  const starts = lineStarts(document.text);
  const { line, column, endLine, endColumn } = finding.range;
  const last = Math.min(starts.length, line + AROUND);
  const gutter = String(last).length;
  const frame: string[] = [];
  for (let at = Math.max(1, line - AROUND); at <= last; at++) {
    const raw = lineText(document.text, starts, at).replaceAll('\t', ' ');
    // Long lines are cut to the part around the place.
    const from = at === line && column > WIDTH - 20 ? column - 20 : 1;
    const shown = raw.slice(from - 1, from - 1 + WIDTH);
    frame.push(
      `${at === line ? '>' : ' '} ${String(at).padStart(gutter)} | ${from > 1 ? '…' : ''}${shown}`.trimEnd(),
    );
    if (at === line) {
      const end = endLine === line ? endColumn : raw.length + 1;
      const length = Math.max(1, Math.min(end, from + WIDTH) - column);
      frame.push(
        `  ${' '.repeat(gutter)} | ${' '.repeat(column - from + (from > 1 ? 1 : 0))}${'^'.repeat(length)}`,
      );
    }
  }
  return frame.join('\n');
}
