import type { Picture, PictureEdge, PictureNode, PictureRole } from '../../picture/picture.ts';
import { inPieces } from '../../picture/pieces.ts';
import { MOST_DECISION, MOST_LABEL, MOST_LABELS, MOST_LINE, WRAP } from '../../picture/text-size.ts';
import { label } from './label.ts';
import { iconsOf, STYLES, styleOf } from './marks.ts';

/** Below Mermaid's own bounds (500 edges, 50,000 characters), at which it draws nothing but an error box. */
export const MOST_EDGES = 400;
export const MOST_CHARACTERS = 40_000;
/**
 * Pixels, at 16 px of text, that a diagram may be wide: GitHub fits it into about 1,012 px, and the text must stay at least 9 px
 * high there. That would be 1,799; the rest is for
 * fonts and shapes that are wider than reckoned with.
 */
export const MOST_WIDTH = 1650;
/** The same for a comment on a pull request, which is about 800 px wide. */
export const MOST_COMMENT_WIDTH = 1300;

const SHAPES: Readonly<Record<PictureRole, readonly [string, string]>> = {
  start: ['([', '])'],
  menu: ['{{', '}}'],
  task: ['[[', ']]'],
  prompt: ['(', ')'],
  input: ['[/', '/]'],
  decision: ['{', '}'],
  data: ['[(', ')]'],
  step: ['[', ']'],
  transfer: ['>', ']'],
  end: ['((', '))'],
  missing: ['[', ']'],
  folded: ['[', ']'],
  elsewhere: ['([', '])'],
  entered: ['([', '])'],
};
const HEAD = [
  `%%{init: {"look": "classic", "layout": "dagre", "flowchart": {"curve": "basis", "nodeSpacing": 24, "rankSpacing": 30, "wrappingWidth": ${WRAP}, "padding": 10}}}%%`,
  'flowchart LR',
];

/** A picture as Mermaid text, at most `width` pixels wide at 16 px of text; undefined where it would be too large to be drawn. */
export function mermaid(picture: Picture, width = MOST_WIDTH): string | undefined {
  const {
    picture: { nodes, edges },
    pieces,
  } = inPieces(picture, width);
  if (nodes.length === 0 || edges.length > MOST_EDGES) return undefined;
  const used = new Set<string>();
  const lines = [...HEAD];
  for (const [number, piece] of [...pieces.entries()].toReversed()) {
    // Pieces in frames of their own are laid out one by one, below each other, the last one first.
    if (pieces.length > 1) lines.push(`  subgraph p${number}[" "]`, '  direction LR');
    for (const at of piece) {
      const node = nodes[at];
      if (node) lines.push(nodeLine(at, node, used));
    }
    if (pieces.length > 1) lines.push('  end', `  style p${number} fill:none,stroke:#8884`);
  }
  const styled = new Map<string, number[]>();
  for (const [at, edge] of edges.entries()) {
    lines.push(edgeLine(edge));
    const style = styleOf(edge);
    if (style !== undefined) styled.set(style, [...(styled.get(style) ?? []), at]);
  }
  for (const name of [...used].toSorted()) lines.push(`  classDef ${name} ${css(name)}`);
  for (const [name, which] of styled) lines.push(`  linkStyle ${which.join(',')} ${css(name)}`);
  const text = lines.join('\n');
  return text.length > MOST_CHARACTERS ? undefined : text;
}

function nodeLine(at: number, node: PictureNode, used: Set<string>): string {
  const [open, close] = SHAPES[node.role];
  const style =
    node.role === 'missing' ? 'missing' : (styleOf(node) ?? (node.role === 'folded' ? 'folded' : undefined));
  if (style !== undefined) used.add(style);
  const icons = `${node.role === 'missing' ? STYLES.missing.icon : ''}${iconsOf(node)}`;
  const words = [
    ...(node.title === '' ? [] : [`**${label(node.title, MOST_LINE)}**`]),
    ...node.lines.map((line) => label(line, node.role === 'decision' ? MOST_DECISION : MOST_LINE)),
  ].filter((line) => line !== '' && line !== '****');
  const prefix = node.role === 'elsewhere' ? '→ ' : '';
  const text = `${icons === '' ? '' : `${icons} `}${prefix}${words.join('\n') || ' '}`;
  return `  n${at}${open}"\`${text}\`"${close}${style === undefined ? '' : `:::${style}`}`;
}

function edgeLine(edge: PictureEdge): string {
  const { from, to, labels, mark } = edge;
  const icons = iconsOf(edge);
  const left = labels.length - MOST_LABELS;
  const words = [
    ...labels.slice(0, left > 1 ? MOST_LABELS - 1 : labels.length).map((each) => label(each, MOST_LABEL)),
    ...(left > 1 ? [`… and ${left + 1} more`] : []),
  ].filter((each) => each !== '');
  const text = [icons, words.join('\n')].filter((each) => each !== '').join(' ');
  const [line, arrow] = mark === 'removed' ? ['-.', '.->'] : mark === 'added' ? ['==', '==>'] : ['--', '-->'];
  if (text === '') return `  n${from} ${mark === 'removed' ? '-.->' : arrow} n${to}`;
  return `  n${from} ${line} "\`${text}\`" ${arrow} n${to}`;
}

function css(name: string): string {
  if (name === 'folded') return 'stroke-dasharray:1 3,font-style:italic';
  const { colour, width, dashes } = STYLES[name as keyof typeof STYLES];
  return `stroke:${colour},stroke-width:${width}px${dashes === '' ? '' : `,stroke-dasharray:${dashes}`}`;
}
