import { type CST, Parser } from 'yaml';
import type { SourceDocument } from '../../source/document.ts';
import { MARK } from './mark.ts';
import { lineOf, type Silence } from './silence.ts';

const COMMENT = new RegExp(`^#\\s*${MARK}\\s+([a-z ,-]*?)(?:\\s+until\\s+(\\S+?))?\\s*(?::\\s*(.*))?$`);

/**
 * The silences in the comments of a YAML file: `# genesys-flows-ignore <rule>[, <rule>] [until YYYY-MM-DD]: <reason>`, on the
 * line that it is about or on the one before it. JSON has no comments.
 */
export function silencesIn(document: SourceDocument): Silence[] {
  if (/\.json$/i.test(document.file) || !document.text.includes(MARK)) return [];
  return comments(document.text).flatMap(({ offset, source }): Silence[] => {
    if (!source.includes(MARK)) return [];
    const match = COMMENT.exec(source.trim());
    const place = { document, span: { start: offset, end: offset + source.length } };
    const line = target(document.text, offset, lineOf(place));
    return [
      {
        rules: (match?.[1] ?? '').split(/[\s,]+/).filter((rule) => rule !== ''),
        reason: match?.[3] ?? '',
        until: match?.[2],
        place,
        covers: ({ file, range }) => file === document.file && range.line === line,
      },
    ];
  });
}

/** The line that a comment is about: its own, or the next one that is more than a comment if it stands alone. */
function target(text: string, offset: number, line: number): number {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  if (before.trim() !== '' && before.trim() !== '\uFEFF') return line;
  const rest = text.slice(offset).split('\n');
  const next = rest.findIndex((each, at) => at > 0 && each.trim() !== '' && !each.trim().startsWith('#'));
  return next < 0 ? line : line + next;
}

/** The comments of a YAML text as its tokens, so that a text that only looks like one is none. */
function comments(text: string): { offset: number; source: string }[] {
  const found: { offset: number; source: string }[] = [];
  const open: unknown[] = [...new Parser().parse(text)];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const token = next as Partial<CST.SourceToken>;
    if (token.type === 'comment') found.push({ offset: token.offset ?? 0, source: token.source ?? '' });
    else for (const child of Object.values(next)) open.push(child);
  }
  return found.sort((a, b) => a.offset - b.offset);
}
