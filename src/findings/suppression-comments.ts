import { type CST, Parser } from 'yaml';
import type { SourceDocument } from '../source/document.ts';
import { lineOf, type Suppression } from './suppression.ts';
import { MARK } from './suppression-mark.ts';

/**
 * The suppressions in the comments of a YAML file: `# genesys-flows-ignore <rule>[, <rule>] [until YYYY-MM-DD]: <reason>`, on the
 * line that it is about or on the one before it. JSON has no comments. Findings about them belong to `manifest`.
 */
export function suppressionsIn(document: SourceDocument, manifest: string): Suppression[] {
  if (/\.json$/i.test(document.file) || !document.text.includes(MARK)) return [];
  const lines = document.text.split('\n');
  const targets = targetsOf(lines);
  return comments(document.text).flatMap(({ offset, source }): Suppression[] => {
    if (!source.includes(MARK)) return [];
    const place = { document, span: { start: offset, end: offset + source.length } };
    const line = targets[lineOf(place) - 1] ?? 0;
    return [
      {
        ...readComment(source),
        place,
        manifest,
        line: { file: document.file, line },
        isComplete: true,
        covers: () => true,
      },
    ];
  });
}

/** Reads a comment: rules, then perhaps `until` and a day, then a colon and the reason. */
function readComment(source: string): Pick<Suppression, 'rules' | 'until' | 'reason'> {
  const text = source.replace(/^#/, '').trim();
  const colon = text.indexOf(':');
  const words = (colon < 0 ? text : text.slice(0, colon)).split(/[\s,]+/).filter((word) => word !== '');
  const reason = colon < 0 ? '' : text.slice(colon + 1).trim();
  const [mark, ...rest] = words;
  const end = rest.indexOf('until');
  const rules = end < 0 ? rest : rest.slice(0, end);
  const isRead =
    mark === MARK && (end < 0 || end === rest.length - 2) && rules.every((rule) => /^[a-z-]+$/.test(rule));
  return { rules: isRead ? rules : [], until: isRead && end >= 0 ? rest[end + 1] : undefined, reason };
}

/** For each line, the line (from 1) that a comment on it is about: its own, or the next line of content if it stands alone. */
function targetsOf(lines: readonly string[]): number[] {
  const targets: number[] = [];
  let next = 0;
  for (let at = lines.length - 1; at >= 0; at--) {
    const text = (lines[at] ?? '').trim();
    const alone = text === '' || text.startsWith('#');
    if (!alone) next = at + 1;
    targets[at] = alone && next > 0 ? next : at + 1;
  }
  return targets;
}

/** The comments of a YAML text, read from its tokens: a string that looks like a comment is none. */
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
