import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

/** What a Markdown text is made of, without the words: kinds of nodes, tags of HTML, hosts of links. And its words. */
export function parts(text: string): { skeleton: string; words: string } {
  const lines: string[] = [];
  const words: string[] = [];
  const open: [unknown, number][] = [
    [fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }), 0],
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next as [
      { type: string; value?: string; url?: string; children?: unknown[] },
      number,
    ];
    const tags = node.type === 'html' ? (node.value?.match(/<\/?[a-z]+/gi) ?? []).join(' ') : '';
    const host = node.url === undefined ? '' : (/^https?:\/\/[^/]*/.exec(node.url)?.[0] ?? 'none');
    if (node.type === 'text') words.push(node.value ?? '');
    else lines.push(`${' '.repeat(depth)}${node.type} ${tags}${host}`);
    for (const child of (node.children ?? []).toReversed()) open.push([child, depth + 1]);
  }
  return { skeleton: lines.join('\n'), words: words.join('\n') };
}
