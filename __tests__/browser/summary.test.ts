import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STATUSES } from '../../src/report/status.ts';
import { summary } from '../../src/report/summary.ts';
import { chromium, mermaidPage, NEEDS_CHROMIUM, render, startChromium } from '../support/chromium.ts';
import { corpusFlows, hasCorpus, NEEDS_CORPUS } from '../support/corpus.ts';
import { nodeGraph, valueDefinition } from '../support/definition.ts';
import { links } from '../support/hostile-result.ts';
import { to } from '../support/load.ts';
import { copied, inner, partLists, seeded } from '../support/mutate.ts';
import { changedFlow, findingAt } from '../support/report-run.ts';
import { result } from '../support/result.ts';

const BEFORE = {
  start: { type: 'start', transitions: to('hello') },
  hello: { type: 'say', text: 'Hi', transitions: to('menu') },
  menu: {
    type: 'menu',
    text: 'Press',
    transitions: to(['1', 'sales'], ['3', 'support'], ['no-input', 'bye']),
  },
  sales: { type: 'transfer', queue: 'Sales', transitions: [] },
  support: { type: 'transfer', queue: 'Support', transitions: [] },
  old: { type: 'say', text: 'Old', transitions: to('bye') },
  bye: { type: 'end', transitions: [] },
};
const { old: _, ...kept } = BEFORE;
const AFTER = {
  ...kept,
  hello: { ...BEFORE.hello, text: 'Welcome' },
  menu: {
    ...BEFORE.menu,
    transitions: to(['1', 'sales'], ['3', 'billing'], ['4', 'lost'], ['no-input', 'bye']),
  },
  billing: { type: 'transfer', queue: 'Billing', transitions: to(['failure', 'bye']) },
};
const diagrams = (text: string) =>
  [...text.matchAll(/```mermaid\n([\s\S]*?)\n```/g)].map(([, diagram = '']) => diagram);

describe.skipIf(chromium === undefined)(`summaries in a browser (${NEEDS_CHROMIUM})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());

  test.each(['default', 'dark'] as const)('every mark and every status is drawn, theme %s', async (theme) => {
    const page = await mermaidPage(browser, theme);
    const findings = [
      findingAt('billing', 'warning', 'Transfer "billing": the queue is not known'),
      findingAt('menu', 'error', 'Menu "menu": the target "lost" does not exist'),
    ];
    const texts = (['validate', 'plan', 'publish', 'drift', 'rollback', 'export'] as const).flatMap((mode) =>
      (Object.keys(STATUSES) as (keyof typeof STATUSES)[]).map((status) =>
        summary(
          result({ mode, flows: [changedFlow(nodeGraph(BEFORE), nodeGraph(AFTER), { status })], findings }),
          links,
        ),
      ),
    );
    const all = [...new Set(texts.flatMap(diagrams))];
    expect(all.length).toBeGreaterThan(0);
    for (const { error, foreign } of await render(page, all)) expect([error, foreign]).toEqual(['', []]);
    const place = process.env.SCREENSHOTS;
    if (place) {
      mkdirSync(place, { recursive: true });
      await page.evaluate(
        `mermaid.render('shot', ${JSON.stringify(all[0])}).then(({ svg }) => { document.body.innerHTML = svg; })`,
      );
      writeFileSync(join(place, `mermaid-${theme}.png`), await page.screenshot());
    }
    await page.close();
  });

  test.skipIf(!hasCorpus)(`changed flows of other people are drawn (${NEEDS_CORPUS})`, async () => {
    const page = await mermaidPage(browser);
    const flows = corpusFlows();
    const texts = Array.from({ length: 60 }, (_, at) => {
      const random = seeded(at + 7);
      const before = random.pick(flows)?.definition.value;
      const { copy } = copied(before);
      for (let count = 0; count < 3; count++) {
        const list = random.pick(partLists(copy).filter(({ items }) => items.length > 0))?.items ?? [];
        const item = inner(random.pick(list));
        if (item) item.name = `${String(item.name)} renamed`;
        if (count === 1) list.splice(random.below(list.length), 1);
      }
      return summary(result({ flows: [changedFlow(valueDefinition(before), valueDefinition(copy))] }), links);
    });
    const all = texts.flatMap(diagrams);
    expect(all.length).toBeGreaterThan(50);
    const faults = (await render(page, all)).flatMap(({ error, width, foreign }, at) =>
      error !== '' || foreign.length > 0 || width > 1799
        ? [{ error, width, foreign, text: (all[at] ?? '').slice(0, 60) }]
        : [],
    );
    expect(faults).toEqual([]);
    await page.close();
  });
});
