import { applyEdits, type Edit, editOf, editsApart } from '../../findings/edits.ts';
import type { Finding } from '../../findings/finding.ts';
import { firstControl } from '../../source/invisible.ts';
import { counted } from '../../text/plural.ts';
import { linkTarget, markdown } from '../escape.ts';

/** Characters of the lines that a suggestion replaces, and of those that it writes. */
const MOST_LINES = 8000;

/** Findings that one suggestion names. */
const MOST_SAID = 3;

/** Findings whose fixes change the same lines of a file. */
export interface LineGroup {
  readonly path: string;
  /** The lines that are replaced. */
  readonly line: number;
  readonly endLine: number;
  readonly findings: readonly Finding[];
}

/** Groups findings with a fix by the lines that it changes, in the order of the findings. */
export function lineGroups(findings: readonly Finding[]): LineGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { line, endLine } = finding.range;
    const key = JSON.stringify([finding.file, line, endLine]);
    const known = groups.get(key);
    if (known) known.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].flatMap((group): LineGroup[] => {
    const [first] = group;
    if (!first) return [];
    const { line, endLine } = first.range;
    return [{ path: first.file, line, endLine, findings: group }];
  });
}

/** The fixes of a group that can be made at once, and the lines as they are afterwards; undefined if they cannot be shown as lines. */
export function replacement(
  { line, endLine, findings }: LineGroup,
  text: string,
  starts: readonly number[],
): { readonly lines: string; readonly edits: readonly Edit[] } | undefined {
  const from = starts[line - 1];
  if (from === undefined) return undefined;
  const to = starts[endLine] ?? text.length;
  const edits = editsApart(findings.map((finding) => editOf(finding, text, starts)));
  if (edits.some(({ start, end }) => start < from || end > to)) return undefined;
  const moved = edits.map((edit) => ({ ...edit, start: edit.start - from, end: edit.end - from }));
  const old = text.slice(from, to);
  const lines = applyEdits(old, moved);
  if (lines === old || Math.max(old.length, lines.length) > MOST_LINES || hidesText(old) || hidesText(lines))
    return undefined;
  return { lines, edits };
}

/** GitHub shows such characters as nothing, or writes other line ends than the file has. */
function hidesText(lines: string): boolean {
  return firstControl(lines.replace(/[\n\t]/g, '')) !== undefined;
}

/** The Markdown of one suggestion: what is wrong, and the lines instead, in a fence that they cannot close. */
export function suggestionBody(
  lines: string,
  edits: readonly Edit[],
  pageOf: (rule: string) => string,
): string {
  const longest = Math.max(0, ...(lines.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  const said = edits.slice(0, MOST_SAID).map(({ finding }) => sentence(finding, pageOf));
  if (edits.length > MOST_SAID)
    said.push(`… and ${counted(edits.length - MOST_SAID, 'more finding')} on the same lines.`);
  const content = lines === '' || lines.endsWith('\n') ? lines : `${lines}\n`;
  return `${said.join('\n\n')}\n\n${fence}suggestion\n${content}${fence}\n`;
}

function sentence({ message, hint, rule }: Finding, pageOf: (rule: string) => string): string {
  const page = linkTarget(pageOf(rule));
  const name = page === '' ? markdown(rule) : `[${markdown(rule)}](${page})`;
  return `**${markdown(message, 500)}** ${markdown(hint, 500)} (${name})`;
}
