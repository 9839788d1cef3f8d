import { markdown } from './escape.ts';

/** Changes of a flow as a Markdown list, the first `most` of them. */
export function changeList(changes: readonly string[], most: number): string {
  const lines = changes.slice(0, most).map((each) => `- ${markdown(each)}`);
  const left = changes.length - lines.length;
  return [...lines, ...(left > 0 ? [`- … and ${left} more`] : [])].join('\n');
}
