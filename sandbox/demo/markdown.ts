import type { Element, Nodes, Root } from 'hast';
import { raw } from 'hast-util-raw';
import { defaultSchema, sanitize } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toHast } from 'mdast-util-to-hast';
import { gfm } from 'micromark-extension-gfm';

/**
 * Markdown as HTML the way GitHub shows it: its flavor, its list of allowed elements, and diagrams of Mermaid as
 * `<pre class="mermaid">`, which Mermaid draws in the page.
 */
export function renderMarkdown(text: string): string {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const safe = sanitize(raw(toHast(tree, { allowDangerousHtml: true })), defaultSchema);
  markDiagrams(safe);
  return toHtml(safe);
}

function markDiagrams(tree: Nodes): void {
  const open: Nodes[] = [tree];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type !== 'element' && node.type !== 'root') continue;
    const code = diagramOf(node);
    if (code && node.type === 'element')
      Object.assign(node, { properties: { className: ['mermaid'] }, children: code.children });
    else open.push(...node.children);
  }
}

/** The code of a `pre` that has a diagram. */
function diagramOf(node: Element | Root): Element | undefined {
  if (node.type !== 'element' || node.tagName !== 'pre') return undefined;
  const [code] = node.children;
  const classes = code?.type === 'element' ? code.properties.className : undefined;
  return code?.type === 'element' && Array.isArray(classes) && classes.includes('language-mermaid')
    ? code
    : undefined;
}
