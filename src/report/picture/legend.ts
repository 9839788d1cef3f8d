import type { Picture } from '../../picture/picture.ts';
import { counted } from '../../text/plural.ts';
import { STYLES } from './marks.ts';

/** What the marks of a picture mean, and what is not drawn in it: one line of Markdown; empty where there is nothing to say. */
export function legend({ nodes, edges, quiet }: Picture): string {
  const used = new Set<string>(
    [...nodes, ...edges].flatMap(({ mark, flag }) => [mark, flag]).filter((each) => each !== undefined),
  );
  if (nodes.some(({ role }) => role === 'missing')) used.add('missing');
  const marks = Object.entries(STYLES)
    .filter(([name]) => used.has(name))
    .map(([, { icon, name, line }]) => `${icon} ${name} (${line})`);
  const parts = [
    ...(marks.length > 0 ? [`Legend: ${marks.join(' · ')}.`] : []),
    ...(quiet > 0 ? [`Not drawn: ${counted(quiet, 'step')} that callers do not notice.`] : []),
  ];
  return parts.length > 0 ? `<sub>${parts.join(' ')}</sub>` : '';
}
