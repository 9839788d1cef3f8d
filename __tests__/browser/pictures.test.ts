import fc from 'fast-check';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diagramsOf } from '../../src/picture/detail.ts';
import type { Picture, PictureNode } from '../../src/picture/picture.ts';
import { MOST_EDGES, mermaid } from '../../src/report/picture/mermaid.ts';
import { chromium, mermaidPage, NEEDS_CHROMIUM, render, startChromium } from '../support/chromium.ts';
import { corpusFlows, hasCorpus, NEEDS_CORPUS } from '../support/corpus.ts';
import { nodeGraph } from '../support/definition.ts';
import { to } from '../support/load.ts';
import { pictureOf } from '../support/picture.ts';

/** Pixels that GitHub gives a diagram, and how high text must be in it. */
const CONTENT_WIDTH = 1012;
const SMALLEST_TEXT = 9;
const FONT = 16;

describe.skipIf(chromium === undefined)(`pictures in a browser (${NEEDS_CHROMIUM})`, () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await startChromium();
    page = await mermaidPage(browser);
  });
  afterAll(() => browser.close());

  test.skipIf(!hasCorpus)(
    `every flow of other people is drawn, large enough to be read (${NEEDS_CORPUS})`,
    async () => {
      const flows = corpusFlows();
      const drawn = flows.flatMap(({ file, definition }) =>
        diagramsOf(pictureOf(definition)).map(({ picture }) => ({
          file,
          picture,
          text: mermaid(picture) ?? '',
        })),
      );
      const rendered = await render(
        page,
        drawn.map(({ text }) => text),
      );
      const faults = rendered.flatMap(({ error, width, words, foreign }, at) => {
        const { file = '', picture } = drawn[at] ?? {};
        const text = (FONT * CONTENT_WIDTH) / Math.max(width, CONTENT_WIDTH);
        return [
          ...(error === '' ? [] : [`${file}: ${error}`]),
          ...(text < SMALLEST_TEXT ? [`${file}: text of ${text.toFixed(1)} px`] : []),
          ...(words.includes('Unsupported markdown') || foreign.length > 0
            ? [`${file}: ${words} ${foreign.join(' ')}`]
            : []),
          ...(picture?.nodes.length === 1 ? [`${file}: a single box`] : []),
        ];
      });
      expect(faults).toEqual([]);
      expect(flows.length).toBeGreaterThan(90);
    },
  );

  test('a node graph of 30 decisions and 120 nodes is large enough to be read', async () => {
    const nodes: Record<string, unknown> = { start: { type: 'start', transitions: to('menu 0') } };
    for (let at = 0; at < 30; at++) {
      nodes[`menu ${at}`] = {
        type: 'menu',
        text: `Menu number ${at}`,
        transitions: to(
          ['1', `say ${at}`],
          ['2', `menu ${at + 1}`],
          ['3', `queue ${at}`],
          ['no-input', 'end'],
        ),
      };
      nodes[`say ${at}`] = {
        type: 'say',
        text: 'Please hold the line',
        transitions: to(`menu ${(at * 7) % 30}`),
      };
      nodes[`queue ${at}`] = { type: 'transfer', queue: `Queue ${at}`, transitions: [] };
    }
    nodes['menu 30'] = { type: 'end', transitions: [] };
    nodes.end = { type: 'end', transitions: [] };
    const finding = {
      rule: '',
      severity: 'error' as const,
      message: '',
      hint: '',
      file: '',
      manifest: '',
      trace: [],
    };
    const range = { line: 1, column: 1, endLine: 1, endColumn: 1 };
    const all = diagramsOf(
      pictureOf(nodeGraph(nodes), [{ ...finding, range, nodes: ['queue 12', 'menu 3'] }]),
    );
    expect(all).toHaveLength(3);
    for (const { error, width } of await render(
      page,
      all.map(({ picture }) => mermaid(picture) ?? ''),
    )) {
      expect(error).toBe('');
      expect((FONT * CONTENT_WIDTH) / Math.max(width, CONTENT_WIDTH)).toBeGreaterThanOrEqual(SMALLEST_TEXT);
    }
  });

  test('a picture at the limit of transitions is drawn, and one past it is not written', async () => {
    const star = (edges: number): Picture => ({
      nodes: Array.from({ length: edges + 1 }, (_, at) => box([`${at}`])),
      edges: Array.from({ length: edges }, (_, at) => ({
        from: 0,
        to: at + 1,
        labels: [],
        mark: undefined,
        flag: undefined,
        parts: [],
      })),
      containers: [],
      quiet: 0,
    });
    const [result] = await render(page, [mermaid(star(MOST_EDGES)) ?? '']);
    expect(result?.error).toBe('');
    expect(mermaid(star(MOST_EDGES + 1))).toBeUndefined();
  });

  test('no text of a flow changes what a picture is made of', async () => {
    const texts = fc.sample(attack, { numRuns: 150, seed: 13 });
    const pictures = texts.map(
      (text): Picture => ({
        nodes: [
          { ...box([text, text]), title: text, role: 'menu' },
          { ...box([text]), role: 'decision', flag: 'error', mark: 'added' },
          { ...box([text]), role: 'missing' },
        ],
        edges: [
          { from: 0, to: 1, labels: [text, `${text} 2`], mark: 'removed', flag: undefined, parts: [] },
          { from: 1, to: 2, labels: [text], mark: undefined, flag: 'warning', parts: [] },
        ],
        containers: [],
        quiet: 0,
      }),
    );
    const rendered = await render(
      page,
      pictures.map((picture) => mermaid(picture) ?? ''),
    );
    const faults = rendered.flatMap(({ error, words, foreign }, at) =>
      error !== '' || foreign.length > 0 || words.includes('Unsupported markdown')
        ? [{ text: texts[at], error, foreign, words }]
        : [],
    );
    expect(faults).toEqual([]);
  });
});

const box = (lines: readonly string[]): PictureNode => ({
  role: 'step',
  title: '',
  lines,
  mark: undefined,
  flag: undefined,
  container: 0,
  parts: [],
});
const attack = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '"',
        '`',
        '**',
        '__x__',
        '~~',
        '1. ',
        '- ',
        '# ',
        '> ',
        '<b>x</b>',
        '<script>alert(1)</script>',
        '<img src=x onerror=alert(1)>',
        '&lt;',
        '#35;',
        '#quot;',
        'end',
        'click n0 href "javascript:alert(1)"',
        '%%{init: {"theme": "dark"}}%%',
        '%%',
        'subgraph',
        ':::x',
        '|',
        ']',
        '}}',
        '))',
        '-->',
        '\n',
        ';',
        'https://e.vil',
        'www.e.vil',
        '![x](y)',
        '[x](y)',
        '$$x$$',
        'fa:fa-phone',
        '\u202e',
        '\u0000',
        '\ud800',
        '\\n',
        '<br/>',
        '電話',
        '🔥',
      ),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(' '));
