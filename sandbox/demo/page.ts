import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { renderMarkdown } from './markdown.ts';

/** One step of the demo, as the page shows it. */
export interface Scene {
  readonly title: string;
  /** What happens, in a sentence. */
  readonly text: string;
  readonly log: string;
  /** The job summary, as Markdown. */
  readonly summary: string;
  /** The comment on the pull request after the step, as Markdown. */
  readonly comment?: string;
  /** The issue about drift after the step, as Markdown. */
  readonly issue?: string;
  /** File name of the HTML report beside the page. */
  readonly report?: string;
  readonly checks: readonly Check[];
}

/** Something that has to be true after a step. */
export interface Check {
  readonly what: string;
  readonly holds: boolean;
}

/** A text that the demo left behind, shown at the end. */
export interface Leftover {
  readonly file: string;
  readonly title: string;
  readonly text: string;
}

const STYLE = `
:root { color-scheme: light dark; --line: #d1d9e0; --back: #f6f8fa; --page: #ffffff; --text: #1f2328; --muted: #59636e; }
@media (prefers-color-scheme: dark) {
  :root { --line: #3d444d; --back: #151b23; --page: #0d1117; --text: #f0f6fc; --muted: #9198a1; }
}
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
main { max-width: 1012px; margin: 0 auto; padding: 24px 16px 64px; }
nav ol { columns: 2; padding-left: 20px; }
a { color: light-dark(#0969da, #4493f8); }
section { border-top: 1px solid var(--line); margin-top: 32px; padding-top: 8px; }
.checks { list-style: none; padding: 0; }
.box { border: 1px solid var(--line); border-radius: 6px; margin: 16px 0; }
.box > h3, .box > summary { margin: 0; padding: 8px 16px; background: var(--back); border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0; font-size: 14px; font-weight: 600; }
.box > summary { cursor: pointer; border-bottom: 0; border-radius: 6px; }
.box > .markdown-body, .box > pre { padding: 16px; margin: 0; }
.box > pre { overflow-x: auto; font: 12px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.markdown-body { background: transparent; }
.markdown-body pre.mermaid { background: transparent; text-align: center; }
iframe { display: block; width: 100%; height: 560px; border: 0; border-radius: 0 0 6px 6px; background: var(--page); }
.muted { color: var(--muted); }
`;

/** Draws the diagrams with GitHub's settings; those in a closed part when it is opened, since they have no size before. */
const SCRIPT = `
mermaid.initialize({
  startOnLoad: false,
  securityLevel: 'strict',
  theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default',
});
const draw = () =>
  mermaid.run({
    nodes: [...document.querySelectorAll('pre.mermaid:not([data-processed])')].filter(
      (each) => each.closest('details:not([open])') === null,
    ),
  });
for (const part of document.querySelectorAll('details')) part.addEventListener('toggle', draw);
draw().then(() => { document.body.dataset.drawn = 'true'; });
`;

const style = readFileSync(
  createRequire(import.meta.url).resolve('github-markdown-css/github-markdown.css'),
  'utf8',
);

/** File of Mermaid that has to lie beside the page as `mermaid.min.js`. */
export const mermaidFile: string = createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js');

/** A page that shows one comment on a pull request, for a picture of it. It needs Mermaid beside it, too. */
export function commentPage(comment: string): string {
  return page(
    'Comment on a pull request',
    `<div class="box" id="comment"><h3>github-actions <span class="muted">bot commented</span></h3>${markdown(comment)}</div>`,
  );
}

/** The page of the demo. It loads Mermaid and the HTML reports from its own folder, and nothing from the network. */
export function demoPage(scenes: readonly Scene[], leftovers: readonly Leftover[]): string {
  return page(
    'Genesys flows: the demo',
    `<h1>What the action does, step by step</h1>
<p>The demo ran the action against a Genesys Cloud org and a GitHub repository on this machine. Summaries and comments are shown
as GitHub shows them.</p>
<nav><ol>${scenes.map((scene, at) => `<li><a href="#step-${at + 1}">${escapeHtml(scene.title)}</a></li>`).join('')}
<li><a href="#files">What is left behind</a></li></ol></nav>
${scenes.map(sceneSection).join('\n')}
<section id="files"><h2>What is left behind</h2>
${leftovers.map(({ file, title, text }) => closed(`${title} (${file})`, pre(text))).join('\n')}
</section>`,
  );
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${style}${STYLE}</style>
</head>
<body>
<main>
${content}
</main>
<script src="mermaid.min.js"></script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function sceneSection(
  { title, text, log, summary, comment, issue, report, checks }: Scene,
  at: number,
): string {
  return `<section id="step-${at + 1}"><h2>${at + 1}. ${escapeHtml(title)}</h2>
<p>${escapeHtml(text)}</p>
<ul class="checks">${checks.map(({ what, holds }) => `<li>${holds ? '✅' : '❌'} ${escapeHtml(what)}</li>`).join('')}</ul>
${comment === undefined ? '' : box('Comment on the pull request', markdown(comment))}
${issue === undefined ? '' : box('Issue', markdown(issue))}
${summary === '' ? '' : box('Job summary', markdown(summary))}
${report === undefined ? '' : box(`HTML report (<a href="${report}">open it alone</a>)`, `<iframe src="${report}" title="HTML report" loading="lazy"></iframe>`)}
${closed('Log of the step', pre(log))}
</section>`;
}

function markdown(text: string): string {
  return `<div class="markdown-body">${renderMarkdown(text)}</div>`;
}

/** A part of the page; the title is HTML. */
function box(title: string, content: string): string {
  return `<div class="box"><h3>${title}</h3>${content}</div>`;
}

function closed(title: string, content: string): string {
  return `<details class="box"><summary>${escapeHtml(title)}</summary>${content}</details>`;
}

function pre(text: string): string {
  return `<pre>${escapeHtml(text)}</pre>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
