import type { PictureEdge, PictureNode, PictureRole } from './picture.ts';

/** Pixels, at the 16 px of a diagram's text, at which the lines of a box are wrapped. */
export const WRAP = 180;
/** Characters of one line of a box, and of a transition's label. */
export const MOST_LINE = 60;
export const MOST_LABEL = 24;
/** Labels of one transition; the others are counted. */
export const MOST_LABELS = 8;

/** Pixels of an icon in front of a text. */
const ICON = 24;
const NARROW = 8.6;
const WIDE = 16.5;
/** Characters of a decision, whose box grows with every line in both directions. */
export const MOST_DECISION = 40;
/** Pixels that the shape of a box adds to its text. */
const AROUND: Readonly<Partial<Record<PictureRole, number>>> = {
  menu: 90,
  input: 90,
  transfer: 75,
  decision: 90,
  task: 80,
};

/** Pixels that each line adds to the width of a box with slanted sides. */
const SLOPE: Readonly<Partial<Record<PictureRole, number>>> = { decision: 24, input: 13, menu: 8 };

/** Pixels that a text of one line takes at most, at 16 px. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) < 0x2e80 ? NARROW : WIDE;
  return width;
}

/** Pixels that a box takes at most, at 16 px. A decision is as wide as its text is wide and high. */
export function nodeWidth({ role, title, lines, mark, flag }: PictureNode): number {
  const all = title === '' ? lines : [title, ...lines];
  const widths = all.map((line) => textWidth(line.slice(0, MOST_LINE)));
  const text = Math.min(WRAP, Math.max(20, ...widths));
  const rows = widths.reduce((sum, width) => sum + Math.ceil(width / (WRAP - 20)), 0);
  const icons = (mark ? ICON : 0) + (flag ? ICON : 0);
  return text + icons + (AROUND[role] ?? 60) + rows * (SLOPE[role] ?? 0);
}

/** Pixels that the labels of a transition take at most, at 16 px; 0 where it has none. */
export function labelWidth({ labels, mark, flag }: PictureEdge): number {
  const icon = (mark ? ICON : 0) + (flag ? ICON : 0);
  const widths = labels.map((label) => textWidth(label.slice(0, MOST_LABEL)));
  return Math.max(0, ...widths) + (labels.length > 0 || icon > 0 ? icon + 8 : 0);
}
