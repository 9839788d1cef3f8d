import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium, NEEDS_CHROMIUM, startChromium } from '../support/chromium.ts';

let folder: string;
let printed: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'genesys-flow-demo-'));
  printed = execFileSync(process.execPath, ['sandbox/demo.ts'], {
    encoding: 'utf8',
    env: { ...process.env, DEMO_OUTPUT: folder },
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every step of the demo holds, and its messages are printed uncut', () => {
  expect(printed).not.toContain('✘');
  expect(printed.match(/ ✔ /g)?.length).toBeGreaterThan(12);
  expect(printed).toContain('8. A change in Architect');
  // The longest line of a log is that of a record.
  expect(printed).toMatch(/record \{"schema":1,.{400,}\}\n/);
});

test('the page shows each comment, summary, issue and report', () => {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  expect(page.match(/<h3>Comment on the pull request<\/h3>/g)).toHaveLength(3);
  expect(page.match(/<h3>Job summary<\/h3>/g)).toHaveLength(8);
  expect(page.match(/<h3>Issue<\/h3>/g)).toHaveLength(1);
  const reports = [...page.matchAll(/<iframe src="([^"]+)"/g)].map(([, name]) => name ?? '');
  expect(reports).toHaveLength(2);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(reports));
  // Nothing comes from the network, and nothing of a flow became a script.
  expect(page).not.toMatch(/<(?:script|link|img|iframe)[^>]+(?:src|href)="https?:/);
  expect(page.match(/<script/g)).toHaveLength(2);
});

describe.skipIf(chromium === undefined)(`the page of the demo in a browser (${NEEDS_CHROMIUM})`, () => {
  test.each(['light', 'dark'])('is drawn without an error of the console, %s', async (scheme) => {
    const browser = await startChromium();
    try {
      const page = await browser.newPage();
      const said: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', (error) => said.push(String(error)));
      await page.setViewport({ width: 1100, height: 900 });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await page.goto(pathToFileURL(join(folder, 'index.html')).href);
      await page.waitForSelector('body[data-drawn]');
      expect(said).toEqual([]);
      const facts = await page.evaluate(`({
        diagrams: document.querySelectorAll('pre.mermaid').length,
        undrawn: [...document.querySelectorAll('pre.mermaid')].filter((each) => !each.querySelector('svg')).length,
        wide: document.documentElement.scrollWidth - innerWidth,
      })`);
      expect(facts).toMatchObject({ undrawn: 0, wide: expect.any(Number) });
      const { diagrams, wide } = facts as { readonly diagrams: number; readonly wide: number };
      expect(diagrams).toBeGreaterThan(5);
      expect(wide).toBeLessThanOrEqual(0);
    } finally {
      await browser.close();
    }
  });
});
