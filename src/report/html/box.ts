import type { PictureEdge, PictureNode } from '../../picture/picture.ts';
import { iconsOf, STYLES } from '../picture/marks.ts';

/** Pixels of the report's own drawing. */
export const LINE_HEIGHT = 17;
const CHARACTER = 7.3;
const WIDE_CHARACTER = 13.5;
const MOST_ROW = 28;
const MOST_ROWS = 7;
const MOST_LABELS = 6;
const PADDING = 12;

/** A box as it is drawn: its rows of text, the first `bold` of them in bold, and its size in pixels. */
export interface Box {
  readonly rows: readonly string[];
  readonly bold: number;
  readonly width: number;
  readonly height: number;
}

/** The rows and the size of a step. */
export function nodeBox(node: PictureNode): Box {
  const icons = node.role === 'missing' ? STYLES.missing.icon : iconsOf(node);
  const title = wrapped(node.title);
  const text = node.lines.flatMap(wrapped);
  const rows = [...title, ...text];
  const shown = rows.length > MOST_ROWS ? [...rows.slice(0, MOST_ROWS - 1), '…'] : rows;
  if (icons !== '') shown[0] = `${icons} ${shown[0] ?? ''}`.trim();
  return sized(
    shown,
    Math.min(title.length, shown.length),
    node.role === 'decision' || node.role === 'menu' ? 28 : PADDING,
  );
}

/** The rows and the size of a transition's label; without rows it takes no space. */
export function labelBox(edge: PictureEdge): Box {
  const icons = iconsOf(edge);
  const left = edge.labels.length - MOST_LABELS;
  const rows = [
    ...edge.labels.slice(0, MOST_LABELS).map((text) => cut(text, MOST_ROW)),
    ...(left > 0 ? [`… and ${left} more`] : []),
  ];
  if (icons !== '') rows[0] = `${icons} ${rows[0] ?? ''}`.trim();
  return rows.length === 0 ? { rows, bold: 0, width: 0, height: 0 } : sized(rows, 0, 3);
}

function sized(rows: readonly string[], bold: number, padding: number): Box {
  const width = Math.max(28, ...rows.map(rowWidth)) + 2 * padding;
  return { rows, bold, width: Math.ceil(width), height: Math.max(1, rows.length) * LINE_HEIGHT + 14 };
}

function rowWidth(row: string): number {
  let width = 0;
  for (const character of row) width += (character.codePointAt(0) ?? 0) < 0x2e80 ? CHARACTER : WIDE_CHARACTER;
  return width;
}

/** A text in rows; a word that is too long for one is broken. */
function wrapped(text: string): string[] {
  if (text === '') return [];
  const rows: string[] = [];
  let row = '';
  for (const word of text.slice(0, 400).split(' ')) {
    if (row !== '' && row.length + 1 + word.length > MOST_ROW) {
      rows.push(row);
      row = '';
    }
    let rest = row === '' ? word : `${row} ${word}`;
    for (; rest.length > MOST_ROW; rest = rest.slice(MOST_ROW)) rows.push(rest.slice(0, MOST_ROW));
    row = rest;
  }
  return row === '' ? rows : [...rows, row];
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
