import type { ChangeSentence } from '../difference/sentence.ts';
import { groupBy } from '../text/group-by.ts';
import { markdown } from './escape.ts';

/** Changes of a flow as a Markdown list, grouped by menu and task; the first `most` of them. */
export function changeList(changes: readonly ChangeSentence[], most: number): string {
  const shown = changes.slice(0, most);
  const left = changes.length - shown.length;
  const lines = [...groupBy(shown, ({ group }) => group)].flatMap(([group, sentences]) => {
    const [first, ...more] = sentences.map(({ text }) => markdown(text));
    if (group === '') return sentences.map(({ text }) => `- ${markdown(text)}`);
    const name = `**${markdown(group)}**`;
    if (more.length === 0) return [`- ${name}: ${first}`];
    return [`- ${name}`, ...[first, ...more].map((text) => `  - ${text}`)];
  });
  return [...lines, ...(left > 0 ? [`- … and ${left} more`] : [])].join('\n');
}
