import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { htmlReport } from '../../src/report/html/report.ts';
import type { RunResult } from '../../src/report/result.ts';
import { chromium, NEEDS_CHROMIUM, startChromium } from '../support/chromium.ts';
import { nodeGraph } from '../support/definition.ts';
import { hostileResult } from '../support/hostile-result.ts';
import { PIECES } from '../support/hostile-text.ts';
import { to } from '../support/load.ts';
import { changedFlow, findingAt } from '../support/report-run.ts';
import { result } from '../support/result.ts';

const GRAPH = {
  start: { type: 'start', transitions: to('hello') },
  hello: { type: 'say', text: 'Hi', transitions: to('menu') },
  menu: {
    type: 'menu',
    media_id: 'm1',
    transitions: to(['1', 'sales'], ['3', 'sales'], ['no-input', 'bye']),
  },
  sales: { type: 'transfer', queue: 'Sales', transitions: [] },
  old: { type: 'say', text: 'Old', transitions: to('bye') },
  bye: { type: 'end', transitions: [] },
};
const { old: _, ...kept } = GRAPH;
const AFTER = {
  ...kept,
  hello: { ...GRAPH.hello, text: 'Welcome <script>alert(1)</script>' },
  menu: { ...GRAPH.menu, transitions: to(['1', 'sales'], ['3', 'billing'], ['no-input', 'bye']) },
  billing: { type: 'transfer', queue: 'Billing', transitions: to(['failure', 'nowhere']) },
};
const run = (): RunResult =>
  result({
    result: 'failure',
    verdict: '1 changed flow checked: 1 error',
    flows: [changedFlow(nodeGraph(GRAPH), nodeGraph(AFTER), { name: 'Main', status: 'invalid' })],
    findings: [findingAt('billing', 'error', 'Node "billing": the target "nowhere" does not exist')],
  });

describe.skipIf(chromium === undefined)(`the report in a browser (${NEEDS_CHROMIUM})`, () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    browser = await startChromium();
    folder = mkdtempSync(join(tmpdir(), 'report-'));
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens a report as a file, as somebody does who downloaded it, and collects what the console says. */
  const open = async (
    of: RunResult,
    theme: 'light' | 'dark' = 'light',
  ): Promise<{ page: Page; problems: string[] }> => {
    const file = join(folder, 'report.html');
    writeFileSync(file, htmlReport(of));
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) problems.push(`asked for ${request.url()}`);
    });
    page.on('dialog', (dialog) => problems.push(`dialog ${dialog.message()}`));
    await page.setViewport({ width: 1400, height: 900 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    await page.goto(pathToFileURL(file).href);
    return { page, problems };
  };
  const texts = (page: Page, selector: string) =>
    page.evaluate(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].map((each) => each.textContent)`,
    ) as Promise<string[]>;
  const attribute = (page: Page, selector: string, name: string) =>
    page.evaluate(
      `document.querySelector(${JSON.stringify(selector)})?.getAttribute(${JSON.stringify(name)})`,
    ) as Promise<string | null>;

  test('shows both versions side by side, without a word in the console', async () => {
    const { page, problems } = await open(run());
    expect(await texts(page, 'figcaption')).toEqual(['Before', 'After']);
    const before = await texts(page, 'svg[data-version=before] [data-node]');
    const after = await texts(page, 'svg[data-version=after] [data-node]');
    expect(before.join('|')).toContain('Old');
    expect(before.join('|')).not.toContain('billing');
    expect(before.join('|')).toContain('“Hi”');
    expect(before.join('|')).not.toContain('Welcome');
    expect(after.join('|')).toContain('billing');
    expect(after.join('|')).toContain('<script>alert(1)</script>');
    expect(problems).toEqual([]);
    await page.close();
  });

  test.each(['light', 'dark'] as const)('has no accessibility findings of axe-core, %s', async (theme) => {
    const { page } = await open(run(), theme);
    await page.setBypassCSP(true);
    await page.reload();
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') });
    const violations = await page.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))]))',
    );
    expect(violations).toEqual([]);
    await page.close();
  });

  test('the keyboard steps through all stops, and both versions move together', async () => {
    const { page, problems } = await open(run());
    const stops = await texts(page, 'nav [data-stop]');
    expect(stops).toHaveLength(5);
    expect(stops[0]).toContain('the target "nowhere" does not exist');
    const seen: (string | null)[] = [];
    for (let at = 0; at < stops.length; at++) {
      await page.keyboard.press('n');
      seen.push((await texts(page, '[aria-current=true]'))[0] ?? null);
      expect((await texts(page, 'svg .current')).length).toBeGreaterThan(0);
      expect(await attribute(page, 'svg[data-version=before]', 'viewBox')).toBe(
        await attribute(page, 'svg[data-version=after]', 'viewBox'),
      );
    }
    expect(seen).toEqual(stops);
    await page.keyboard.press('n');
    expect((await texts(page, '[aria-current=true]'))[0]).toBe(stops[0]);
    await page.evaluate("document.querySelector('svg[data-version=after]').focus()");
    const start = await attribute(page, 'svg[data-version=before]', 'viewBox');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('+');
    expect(await attribute(page, 'svg[data-version=before]', 'viewBox')).not.toBe(start);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('the search finds stops and steps', async () => {
    const { page } = await open(run());
    await page.type('input[type=search]', 'billing');
    expect(await texts(page, 'nav [data-stop]')).toHaveLength(3);
    expect(await texts(page, 'svg[data-version=after] .found')).toHaveLength(1);
    await page.close();
  });

  test('is printed with its diagrams and without its controls', async () => {
    const { page } = await open(run());
    await page.emulateMediaType('print');
    const hidden = await page.evaluate(
      "[...document.querySelectorAll('.tools, nav')].map((each) => getComputedStyle(each).display)",
    );
    expect(hidden).toEqual(['none', 'none']);
    expect((await page.pdf()).length).toBeGreaterThan(5000);
    await page.close();
  });

  test('keeps screenshots of itself where they are asked for', async () => {
    const place = process.env.SCREENSHOTS;
    for (const theme of ['light', 'dark'] as const) {
      const { page } = await open(run(), theme);
      await page.keyboard.press('n');
      const shot = await page.screenshot();
      if (place) writeFileSync(join(place, `report-${theme}.png`), shot);
      expect(shot.length).toBeGreaterThan(10_000);
      await page.close();
    }
  });

  test('no text of others changes what the page is made of, runs or loads anything', async () => {
    const skeleton = async (of: RunResult) => {
      const { page, problems } = await open(of);
      await page.keyboard.press('n');
      const tags = await page.evaluate(
        "[...document.querySelectorAll('#report *')].map((each) => each.tagName).filter((tag) => !/^(text|tspan)$/i.test(tag)).join(' ')",
      );
      await page.close();
      return { tags, problems };
    };
    const plain = await skeleton(hostileResult('plain'));
    expect(plain.problems).toEqual([]);
    const attacks = [
      ...PIECES.map((piece) => `a${piece}b`),
      '</script><script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '"><svg onload=alert(1)>',
      'javascript:alert(1)',
    ];
    // A page for each in the long proof; in CI ten share a page.
    const size = process.env.PROOF === 'long' ? 1 : 10;
    for (let at = 0; at < attacks.length; at += size) {
      const attack = attacks.slice(at, at + size).join(' ');
      expect([attack, await skeleton(hostileResult(attack))]).toEqual([attack, plain]);
    }
  });

  test('of a run that stopped early is a page as well', async () => {
    const { page, problems } = await open(result({ flows: [], verdict: 'Stopped' }));
    expect(await texts(page, 'h1')).toEqual([' Stopped'.trim() === 'Stopped' ? '✅ Stopped' : '']);
    expect(problems).toEqual([]);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
    await page.close();
  });
});
