import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Picture, PictureEdge, PictureNode } from '../../src/picture/picture.ts';
import { textTree } from '../../src/picture/text-tree.ts';
import { architectFlow, nodeGraph } from '../support/definition.ts';
import { to } from '../support/load.ts';
import { pictureOf } from '../support/picture.ts';

const SIZE = { lines: 100, depth: 20, width: 120 };
const node = (title: string, more: Partial<PictureNode> = {}): PictureNode => ({
  role: 'step',
  title,
  lines: [],
  mark: undefined,
  flag: undefined,
  container: 0,
  parts: [],
  ...more,
});
const edge = (from: number, to: number, labels: readonly string[] = [], more: Partial<PictureEdge> = {}) => ({
  from,
  to,
  labels,
  mark: undefined,
  flag: undefined,
  parts: [],
  ...more,
});
const picture = (nodes: readonly PictureNode[], edges: readonly PictureEdge[]): Picture => ({
  nodes,
  edges,
  containers: [],
  quiet: 0,
});

test('a flow is a tree from its start, and each step has one place', () => {
  const flow = nodeGraph({
    start: { type: 'start', transitions: to('hello') },
    hello: { type: 'say', text: 'Hi', transitions: to('menu') },
    menu: {
      type: 'menu',
      text: 'Press',
      transitions: to(['1', 'sales'], ['2', 'hours'], ['9', 'lost'], ['no-input', 'bye']),
    },
    hours: { type: 'say', text: 'Nine to five', transitions: to('menu') },
    sales: { type: 'transfer', queue: 'Sales', transitions: to(['failure', 'bye']) },
    bye: { type: 'end', transitions: [] },
  });
  expect(`\n${textTree(pictureOf(flow), SIZE).lines.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    start: hello; “Hi”
    └─ menu: “Press”
       ├─ 1 → sales; Queue Sales
       │  └─ failure → bye
       ├─ 2 → hours; “Nine to five”
       │  └─ menu: “Press” (see above)
       ├─ 9 → lost; does not exist
       └─ no input → bye
    "
  `);
});

test('of an Architect flow, too', () => {
  const flow = architectFlow(`
inboundCall:
  name: Line
  startUpRef: /inboundCall/menus/menu[Main_10]
  initialGreeting: {tts: Welcome}
  menus:
    - menu:
        name: Main
        refId: Main_10
        audio: {tts: Press 1}
        choices:
          - menuTransferToAcd: {name: Sales, dtmf: digit_1, targetQueue: {lit: {name: Sales EU}}}
          - menuDisconnect: {name: Bye, dtmf: digit_9}
`);
  expect(`\n${textTree(pictureOf(flow), SIZE).lines.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    Start: “Welcome”
    └─ Main: “Press 1”
       ├─ 1 Sales → Queue Sales EU
       ├─ 9 Bye → Disconnect
       └─ no input or no match → Disconnect
    "
  `);
});

test('marks of a step and of the transition to it are words', () => {
  const { lines } = textTree(
    picture(
      [node('Start'), node('New', { mark: 'added' }), node('Lost', { role: 'missing', flag: 'error' })],
      [edge(0, 1, ['4'], { mark: 'added' }), edge(1, 2, [], { mark: 'changed' }), edge(1, 0, ['0'])],
    ),
    SIZE,
  );
  expect(lines).toEqual([
    'Start',
    '└─ [added] 4 → New',
    '   ├─ [changed, error] Lost',
    '   └─ 0 → Start (see above)',
  ]);
});

test.each([
  [5, 0],
  [4, 1],
])('%i lines leave out %i steps of five', (lines, left) => {
  const chain = picture(
    ['a', 'b', 'c', 'd', 'e'].map((each) => node(each)),
    [0, 1, 2, 3].map((at) => edge(at, at + 1)),
  );
  expect(textTree(chain, { ...SIZE, lines })).toMatchObject({ left });
  expect(textTree(chain, { ...SIZE, depth: lines - 1 })).toMatchObject({ left });
});

test('a line is cut where it is too long, also inside a character of two halves', () => {
  const { lines } = textTree(picture([node('x'.repeat(1_000_000)), node(`${'x'.repeat(18)}😀`)], []), {
    ...SIZE,
    width: 20,
  });
  expect(lines).toEqual([`${'x'.repeat(19)}…`, `${'x'.repeat(18)}😀`]);
});

test('every picture ends, within its size, with every step once or counted, and no line breaks', () => {
  const text = fc.oneof(fc.constantFrom('\n', '\u202e', '```', '│  ├─ '), fc.string({ maxLength: 5 }));
  const pictures = fc.integer({ min: 1, max: 12 }).chain((count) =>
    fc.record({
      titles: fc.array(text, { minLength: count, maxLength: count }),
      pairs: fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1), text), { maxLength: 30 }),
      lines: fc.integer({ min: 1, max: 40 }),
      depth: fc.integer({ min: 0, max: 6 }),
    }),
  );
  fc.assert(
    fc.property(pictures, ({ titles, pairs, lines, depth }) => {
      const given = picture(
        titles.map((each) => node(each)),
        pairs.map(([from, target, label]) => edge(from, target, [label])),
      );
      const whole = textTree(given, { lines: 10_000, depth: 100, width: 80 });
      expect(whole.left).toBe(0);
      // A line for each transition, and one for each start.
      expect(whole.lines.length).toBeLessThanOrEqual(pairs.length + titles.length);
      const cut = textTree(given, { lines, depth, width: 80 });
      expect(cut.lines.length).toBeLessThanOrEqual(lines);
      expect(cut.left).toBeLessThan(titles.length);
      for (const line of whole.lines) {
        expect(line).not.toMatch(/[\n\r\u202e]/);
        expect(line.length).toBeLessThanOrEqual(80);
      }
    }),
  );
});
