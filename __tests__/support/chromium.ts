import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The installed Chromium or Chrome; the variable CHROMIUM can name it. Undefined where there is none. */
export const chromium: string | undefined = PLACES.find((place) => place !== undefined && existsSync(place));

/** What the titles of tests say that need a browser. */
export const NEEDS_CHROMIUM = 'skipped where no Chromium is installed: apt-get install chromium';

/** Starts the browser. It has no network. */
export function startChromium(): Promise<Browser> {
  return puppeteer.launch({
    executablePath: chromium ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--host-resolver-rules=MAP * ~NOTFOUND',
    ],
  });
}

const mermaidFile = createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js');

/** What Mermaid made of a text. */
export interface Rendered {
  /** Why it could not be drawn; empty if it could. */
  readonly error: string;
  /** Pixels, at 16 px of text. */
  readonly width: number;
  readonly height: number;
  /** All texts of the diagram. */
  readonly words: string;
  /** It has elements that no diagram of ours has. */
  readonly foreign: readonly string[];
}

/** A page in which Mermaid is loaded with the settings that GitHub uses. */
export async function mermaidPage(browser: Browser, theme: 'default' | 'dark' = 'default'): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport({ width: 1012, height: 800 });
  await page.setContent(`<body style="margin:0;background:${theme === 'dark' ? '#0d1117' : '#fff'}"></body>`);
  await page.addScriptTag({ path: mermaidFile });
  await page.evaluate(
    `mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme: '${theme}' })`,
  );
  return page;
}

/** What runs in the page: a text, because the project has no types of a browser. */
const RENDER = `async (list) => {
  const results = [];
  for (const [at, text] of list.entries()) {
    const place = document.createElement('div');
    try {
      place.innerHTML = (await mermaid.render('d' + at, text)).svg;
      document.body.append(place);
      const svg = place.querySelector('svg');
      const { width = 0, height = 0 } = svg?.viewBox.baseVal ?? {};
      const foreign = [...place.querySelectorAll('script, a, img, iframe, form, input, h1, h2, ul, ol, pre, code')];
      results.push({
        error: '',
        width,
        height,
        words: svg?.textContent ?? '',
        foreign: foreign.map((each) => each.outerHTML),
      });
    } catch (error) {
      results.push({ error: String(error), width: 0, height: 0, words: '', foreign: [] });
    }
    place.remove();
  }
  return results;
}`;

/** Draws diagrams one after the other in a page with Mermaid. */
export async function render(page: Page, texts: readonly string[]): Promise<readonly Rendered[]> {
  return (await page.evaluate(`(${RENDER})(${JSON.stringify(texts)})`)) as readonly Rendered[];
}
