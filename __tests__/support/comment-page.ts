import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { Browser, Page } from 'puppeteer-core';

const require = createRequire(import.meta.url);
const CSS = readFileSync(require.resolve('github-markdown-css/github-markdown.css'), 'utf8');
const MERMAID = require.resolve('mermaid/dist/mermaid.min.js');

/** Pixels that GitHub gives the text of a comment in a window of usual width. */
export const COMMENT_WIDTH = 800;

/** What became of a comment in the page. */
export interface ShownComment {
  /** Errors of Mermaid. */
  readonly errors: readonly string[];
  /** Height of a diagram's text in px, of the smallest one; 16 where there is no diagram. */
  readonly text: number;
  readonly diagrams: number;
  /** Elements that no comment of ours has. */
  readonly foreign: readonly string[];
  /** It is wider than a comment. */
  readonly isTooWide: boolean;
}

/** What runs in the page: a text, because the project has no types of a browser. */
const DRAW = `async (html) => {
  const body = document.querySelector('.markdown-body');
  body.innerHTML = html;
  const errors = [];
  let text = 16;
  const codes = [...document.querySelectorAll('code.language-mermaid')];
  for (const [at, code] of codes.entries()) {
    try {
      const { svg } = await mermaid.render('d' + at, code.textContent);
      const place = document.createElement('div');
      place.innerHTML = svg;
      code.parentElement.replaceWith(place);
      const drawn = place.querySelector('svg');
      text = Math.min(text, 16 * place.clientWidth / Math.max(place.clientWidth, drawn.viewBox.baseVal.width));
    } catch (error) {
      errors.push(String(error));
    }
  }
  const known = 'h3, p, table, thead, tbody, tr, th, td, strong, em, a, ul, li, code, pre, blockquote, details, summary, sub, br, div';
  const foreign = [...body.querySelectorAll('*')]
    .filter((each) => !each.matches(known) && each.closest('svg') === null)
    .map((each) => each.outerHTML.slice(0, 100));
  return { errors, text, diagrams: codes.length, foreign, isTooWide: body.scrollWidth > body.clientWidth + 1 };
}`;

/** A page with Mermaid and GitHub's own styles. */
export async function commentPage(browser: Browser, theme: 'light' | 'dark'): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport({ width: COMMENT_WIDTH + 80, height: 2000 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  const around = theme === 'dark' ? '#0d1117' : '#fff';
  await page.setContent(
    `<!doctype html><style>${CSS}</style><body style="margin:20px;background:${around}"><article class="markdown-body" style="width:${COMMENT_WIDTH}px;padding:16px;border:1px solid #8888;border-radius:6px"></article></body>`,
  );
  await page.addScriptTag({ path: MERMAID });
  await page.evaluate(
    `mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme: '${theme === 'dark' ? 'dark' : 'default'}' })`,
  );
  return page;
}

/** Shows a comment as GitHub does: its Markdown as HTML, with the diagrams drawn. */
export async function showComment(page: Page, markdown: string): Promise<ShownComment> {
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  return (await page.evaluate(`(${DRAW})(${JSON.stringify(html)})`)) as ShownComment;
}
