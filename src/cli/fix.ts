import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { applyEdits, editOf, editsApart } from '../findings/edits.ts';
import type { Finding } from '../findings/finding.ts';
import { oneLine } from '../report/escape.ts';
import type { RunResult } from '../report/result.ts';
import { counted } from '../text/plural.ts';

/** What was fixed: how many findings, and lines that say what. */
export interface Fixed {
  readonly changed: number;
  readonly text: string;
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
  const edits = editsApart(findings.map((finding) => editOf(finding, text)));
  if (edits.length > 0) writeFileSync(path, applyEdits(text, edits));
  return edits.map(({ start, end, text: instead, finding: { range, rule } }) =>
    oneLine(
      `Fixed: ${file}:${range.line}:${range.column} ${text.slice(start, end).trim()} → ${instead || 'removed'} (${rule})`,
    ),
  );
}
