import type { Flag, Mark, PictureEdge, PictureNode } from '../../picture/picture.ts';

/** How a mark is drawn: its icon, and its line, which distinguishes it without colour. */
export interface Style {
  readonly icon: string;
  readonly name: string;
  /** What the line looks like, for the legend. */
  readonly line: string;
  readonly colour: string;
  readonly width: number;
  /** Lengths of dashes and gaps in pixels; empty for a solid line. */
  readonly dashes: string;
}

export const STYLES: Readonly<Record<Mark | Flag | 'missing', Style>> = {
  error: { icon: '❌', name: 'error', line: 'thick solid line', colour: '#d1242f', width: 4, dashes: '' },
  warning: {
    icon: '⚠️',
    name: 'warning',
    line: 'thick dashed line',
    colour: '#bf8700',
    width: 4,
    dashes: '10 4',
  },
  added: { icon: '➕', name: 'added', line: 'solid line', colour: '#2da44e', width: 3, dashes: '' },
  removed: { icon: '➖', name: 'removed', line: 'dotted line', colour: '#cf4a52', width: 2, dashes: '2 4' },
  changed: {
    icon: '✏️',
    name: 'changed',
    line: 'dashes and dots',
    colour: '#4493f8',
    width: 3,
    dashes: '8 3 2 3',
  },
  missing: {
    icon: '❓',
    name: 'does not exist',
    line: 'dashed line',
    colour: '#d1242f',
    width: 2,
    dashes: '5 5',
  },
};

/** The style of a box or transition: that of its finding, else that of its change. */
export function styleOf({
  mark,
  flag,
}: Pick<PictureNode | PictureEdge, 'mark' | 'flag'>): keyof typeof STYLES | undefined {
  return flag ?? mark;
}

/** The icons in front of its text. */
export function iconsOf({ mark, flag }: Pick<PictureNode | PictureEdge, 'mark' | 'flag'>): string {
  return [flag, mark].flatMap((each) => (each === undefined ? [] : [STYLES[each].icon])).join('');
}
