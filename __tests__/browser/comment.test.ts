import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commentText, failureComment } from '../../src/report/comment/comment.ts';
import type { RunResult } from '../../src/report/result.ts';
import { chromium, NEEDS_CHROMIUM, startChromium } from '../support/chromium.ts';
import { origin } from '../support/comment.ts';
import { commentPage, type ShownComment, showComment } from '../support/comment-page.ts';
import { corpusFlows, hasCorpus, NEEDS_CORPUS } from '../support/corpus.ts';
import { nodeGraph, valueDefinition } from '../support/definition.ts';
import { hostileResult } from '../support/hostile-result.ts';
import { PIECES } from '../support/hostile-text.ts';
import { to } from '../support/load.ts';
import { copied, inner, partLists, seeded } from '../support/mutate.ts';
import { changedFlow, findingAt } from '../support/report-run.ts';
import { flow, result } from '../support/result.ts';

const MOST = 65_536;
const SMALLEST_TEXT = 9;
const BEFORE = {
  start: { type: 'start', transitions: to('hello') },
  hello: { type: 'say', text: 'Welcome to Acme', transitions: to('menu') },
  menu: {
    type: 'menu',
    text: 'For sales press 1, for support press 3',
    transitions: to(['1', 'sales'], ['3', 'support'], ['no-input', 'operator']),
  },
  sales: { type: 'transfer', queue: 'Sales EU', transitions: to(['failure', 'bye']) },
  support: { type: 'transfer', queue: 'Support', transitions: to(['failure', 'bye']) },
  operator: { type: 'transfer', queue: 'Operators', transitions: [] },
  bye: { type: 'end', transitions: [] },
};
const { operator: _, ...kept } = BEFORE;
const AFTER = {
  ...kept,
  menu: {
    ...BEFORE.menu,
    transitions: to(['1', 'sales'], ['3', 'billing'], ['4', 'hours'], ['no-input', 'bye']),
  },
  billing: { type: 'transfer', queue: 'Billing', transitions: to(['failure', 'bye']) },
  hours: { type: 'say', text: 'We are open from nine to five', transitions: to('lost') },
};
const changed = changedFlow(nodeGraph(BEFORE), nodeGraph(AFTER), {
  name: 'Main Menu',
  manifest: 'flows/main-menu.flow.yaml',
});
const lost = {
  ...findingAt('hours', 'error', 'Node "hours": the target "lost" does not exist'),
  manifest: 'flows/main-menu.flow.yaml',
  file: 'flows/main-menu.flow.yaml',
};

/** A run for each kind of outcome. */
const RUNS: Readonly<Record<string, RunResult>> = {
  finding: result({
    result: 'failure',
    verdict: '2 changed flows checked: 1 error',
    flows: [
      { ...changed, status: 'invalid' },
      flow({ name: 'Opening hours', manifest: 'flows/hours.flow.json', changes: [] }),
    ],
    findings: [lost],
    notices: ['Mode validate: no Genesys credentials are given.'],
  }),
  plan: result({
    mode: 'plan',
    verdict: 'Plan: 1 flow to publish, 1 unchanged',
    flows: [
      {
        ...changed,
        status: 'planned',
        action: 'update',
        versionBefore: '7.0',
        release: '1.3.0',
        detail: 'update',
      },
      flow({ name: 'Opening hours', status: 'unchanged', versionBefore: '2.0', release: '1.0.0' }),
    ],
    planDigest: 'a'.repeat(64),
  }),
  clean: result({ verdict: '1 changed flow checked: no findings' }),
  stopped: result({
    mode: 'plan',
    result: 'failure',
    verdict: '1 changed flow checked: no findings',
    problem: {
      message: 'Genesys Cloud refused the secret of the OAuth client 1111',
      hint: 'Check the secret GENESYS_CLIENT_SECRET of the repository.',
    },
  }),
  weakened: result({
    verdict: '1 flow checked: 1 notice',
    findings: [
      { ...lost, rule: 'gate-changed', severity: 'notice', message: 'rule missing-target is off now' },
    ],
    gone: [
      {
        name: 'Old line',
        manifest: 'flows/old.flow.json',
        detail: 'its manifest is removed, and it stays live',
      },
    ],
  }),
  many: result({
    result: 'failure',
    verdict: '120 changed flows checked: 240 errors',
    flows: Array.from({ length: 120 }, (_, at) =>
      flow({
        name: `Line ${at}`,
        status: at % 3 === 0 ? 'invalid' : 'valid',
        manifest: `flows/line-${at}.flow.json`,
      }),
    ),
    findings: Array.from({ length: 240 }, () => lost),
  }),
};

type Show = (name: string, text: string) => Promise<ShownComment>;

/** Keeps a picture of the page for people in the folder that SCREENSHOTS names. */
async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
  writeFileSync(join(folder, `comment-${name}.png`), await page.screenshot({ fullPage: true }));
}

describe.skipIf(chromium === undefined)(`comments in a browser (${NEEDS_CHROMIUM})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());

  /** Gives a page to a test. Only one is open at a time: a page in the background draws slowly. */
  async function onPage(theme: 'light' | 'dark', body: (show: Show) => Promise<void>): Promise<void> {
    const page = await commentPage(browser, theme);
    await body(async (name, text) => {
      const shown = await showComment(page, text);
      await screenshot(page, `${name}-${theme}`);
      return shown;
    });
    await page.close();
  }

  test.each(['light', 'dark'] as const)('every outcome is shown as it is meant, %s', async (theme) => {
    const texts = {
      ...Object.fromEntries(
        Object.entries(RUNS).map(([name, run]) => [name, commentText(run, origin, MOST)]),
      ),
      failure: failureComment('validate', 'No manifest matches "flows/**". Check the globs.', origin, MOST),
    };
    await onPage(theme, async (show) => {
      for (const [name, text] of Object.entries(texts)) {
        const { errors, foreign, isTooWide, text: height, diagrams } = await show(name, text);
        expect([name, errors, foreign, isTooWide]).toEqual([name, [], [], false]);
        expect([name, diagrams]).toEqual([name, name === 'finding' || name === 'plan' ? 1 : 0]);
        expect(height).toBeGreaterThanOrEqual(SMALLEST_TEXT);
      }
    });
  });

  test('no text of users becomes an element or an error of Mermaid', async () => {
    await onPage('light', async (show) => {
      for (const [at, piece] of PIECES.entries()) {
        const text = commentText(hostileResult(`x${piece}`), { ...origin, workflow: piece }, MOST);
        const { errors, foreign, isTooWide } = await show(`hostile-${at}`, text);
        expect([piece, errors, foreign, isTooWide]).toEqual([piece, [], [], false]);
      }
    });
  });

  test.skipIf(!hasCorpus)(
    `changed flows of other people are drawn and can be read (${NEEDS_CORPUS})`,
    async () => {
      const flows = corpusFlows();
      let diagrams = 0;
      await onPage('light', async (show) => {
        for (const [at, { file, definition }] of flows.entries()) {
          const random = seeded(at + 7);
          const { copy } = copied(definition.value);
          for (let count = 0; count < 3; count++) {
            const list = random.pick(partLists(copy).filter(({ items }) => items.length > 0))?.items ?? [];
            const item = inner(random.pick(list));
            if (item) item.name = `${String(item.name)} renamed`;
          }
          const run = result({ flows: [changedFlow(definition, valueDefinition(copy), { name: file })] });
          const shown = await show(`corpus-${at}`, commentText(run, origin, MOST));
          expect([file, shown.errors, shown.foreign, shown.isTooWide]).toEqual([file, [], [], false]);
          expect(shown.text).toBeGreaterThanOrEqual(SMALLEST_TEXT);
          diagrams += shown.diagrams;
        }
      });
      expect(diagrams).toBeGreaterThan(80);
    },
  );
});
