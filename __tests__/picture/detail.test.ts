import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../src/picture/columns.ts';
import { diagramsOf, MOST_WHOLE } from '../../src/picture/detail.ts';
import type { Picture, PictureEdge, PictureNode } from '../../src/picture/picture.ts';
import { inPieces } from '../../src/picture/pieces.ts';
import { words } from '../support/picture.ts';

const node = (at: number, more: Partial<PictureNode> = {}): PictureNode => ({
  role: 'step',
  title: '',
  lines: [`Step ${at}`],
  mark: undefined,
  flag: undefined,
  container: 0,
  parts: [`p${at}`],
  ...more,
});
const edge = (from: number, to: number, more: Partial<PictureEdge> = {}): PictureEdge => ({
  from,
  to,
  labels: ['yes'],
  mark: undefined,
  flag: undefined,
  parts: [`e${from}-${to}`],
  ...more,
});
const picture = (nodes: readonly PictureNode[], edges: readonly PictureEdge[]): Picture => ({
  nodes,
  edges,
  containers: [
    { title: 'Start', kind: 'start' },
    { title: 'Main', kind: 'menu' },
    { title: 'Billing', kind: 'task' },
  ],
  quiet: 0,
});
/** Start, then a menu with many steps, then a task with many steps. */
const large = (marked: (at: number) => Partial<PictureNode>): Picture => {
  const nodes = [
    node(0, { role: 'start', title: 'Start', lines: [] }),
    node(1, { role: 'menu', title: 'Main', lines: [], container: 1 }),
    ...Array.from({ length: 30 }, (_, at) => node(at + 2, { container: 1, ...marked(at + 2) })),
    node(32, { role: 'task', title: 'Billing', lines: [], container: 2 }),
    ...Array.from({ length: 30 }, (_, at) => node(at + 33, { container: 2, ...marked(at + 33) })),
    node(63, { role: 'transfer', lines: ['Queue Sales'], container: 2 }),
  ];
  const edges = nodes.slice(1).map((_, at) => edge(at, at + 1));
  return picture(nodes, edges);
};

describe('the level of detail', () => {
  test.each([MOST_WHOLE, MOST_WHOLE + 1])('of a flow with %i boxes', (count) => {
    const nodes = Array.from({ length: count }, (_, at) => node(at));
    const all = diagramsOf(
      picture(
        nodes,
        nodes.slice(1).map((_, at) => edge(at, at + 1)),
      ),
    );
    expect(all).toHaveLength(1);
    expect(all[0]?.picture.nodes.length).toBe(count === MOST_WHOLE ? count : 1);
  });

  test('of a large flow is an overview, and the menus and tasks with a mark', () => {
    const [first, ...rest] = diagramsOf(large((at) => (at === 40 ? { mark: 'added' } : {})));
    expect(first?.picture.nodes.map(words)).toEqual([
      'Start',
      'Main / 31 steps',
      'changed: Billing / 32 steps',
      'Queue Sales',
    ]);
    expect(rest.map(({ title }) => title)).toEqual(['Billing']);
    expect(rest[0]?.picture.nodes.map(words)).toEqual([
      'Billing',
      'Step 39',
      'added: Step 40',
      'Step 41',
      '6 unchanged steps',
      '22 unchanged steps',
    ]);
  });

  test('errors come before changes, and these before warnings', () => {
    const marks: Record<number, Partial<PictureNode>> = {
      0: { flag: 'warning' },
      5: { mark: 'changed' },
      40: { flag: 'error' },
    };
    const [, ...rest] = diagramsOf(large((at) => marks[at] ?? {}));
    expect(rest.map(({ title }) => title)).toEqual(['Billing', 'Main']);
  });

  test('a menu with a transition that is new has a diagram, and names where it leads', () => {
    const base = large(() => ({}));
    const all = diagramsOf({
      ...base,
      edges: [...base.edges, edge(1, 63, { mark: 'added', labels: ['4 Sales'] })],
    });
    expect(all.map(({ title }) => title)).toEqual(['', 'Main']);
    expect(all[1]?.picture.nodes.map(words)).toContain('Billing / Queue Sales');
    expect(all[1]?.picture.edges.filter(({ mark }) => mark).map(({ labels }) => labels)).toEqual([
      ['4 Sales'],
    ]);
  });
});

describe('any picture', () => {
  const graphs = fc.integer({ min: 1, max: 90 }).chain((count) =>
    fc.record({
      nodes: fc.array(
        fc.record({
          role: fc.constantFrom('step', 'decision', 'menu', 'end', 'transfer'),
          mark: fc.option(fc.constantFrom('added', 'changed'), { nil: undefined, freq: 8 }),
          container: fc.nat({ max: 2 }),
        }),
        { minLength: count, maxLength: count },
      ),
      edges: fc.array(fc.tuple(fc.nat({ max: count - 1 }), fc.nat({ max: count - 1 })), {
        maxLength: count * 2,
      }),
    }),
  );
  const make = ({
    nodes,
    edges,
  }: {
    nodes: readonly object[];
    edges: readonly (readonly [number, number])[];
  }) =>
    picture(
      nodes.map((each, at) => node(at, each)),
      edges.map(([from, to]) => edge(from, to)),
    );

  test('in pieces has every box and transition, and none that is wider than asked for, as far as it can be cut', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const whole = make(graph);
        const { picture: cut, pieces } = inPieces(whole, 1600);
        const drawn = pieces.flat();
        expect(new Set(drawn).size).toBe(drawn.length);
        const parts = new Set(drawn.flatMap((at) => cut.nodes[at]?.parts ?? []));
        expect(whole.nodes.flatMap((each) => each.parts).filter((part) => !parts.has(part))).toEqual([]);
        const edges = new Set(cut.edges.flatMap((each) => each.parts));
        expect(whole.edges.flatMap((each) => each.parts).filter((part) => !edges.has(part))).toEqual([]);
        const place = new Map(drawn.map((at, index) => [at, index]));
        for (const { from, to } of cut.edges) expect(place.has(from) && place.has(to)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('a long chain of decisions is cut to the width', () => {
    const nodes = Array.from({ length: 40 }, (_, at) => node(at, { role: 'decision' }));
    const { picture: cut, pieces } = inPieces(
      picture(
        nodes,
        nodes.slice(1).map((_, at) => edge(at, at + 1)),
      ),
      1600,
    );
    for (const piece of pieces) {
      const place = new Map(piece.map((at, index) => [at, index]));
      const inside = cut.edges.flatMap((each) => {
        const [from, to] = [place.get(each.from), place.get(each.to)];
        return from === undefined || to === undefined ? [] : [{ ...each, from, to }];
      });
      const { left } = columnsOf({ nodes: piece.flatMap((at) => cut.nodes[at] ?? []), edges: inside });
      expect(left.at(-1)).toBeLessThanOrEqual(1600);
    }
    expect(pieces.length).toBeGreaterThan(4);
  });

  test('shows every marked part in one of its diagrams', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const whole = make(graph);
        const shown = new Set(
          diagramsOf(whole).flatMap((each) =>
            each.picture.nodes.filter(({ mark }) => mark !== undefined).flatMap(({ parts }) => parts),
          ),
        );
        const marked = whole.nodes.filter(({ mark }) => mark !== undefined).flatMap(({ parts }) => parts);
        expect(marked.filter((part) => !shown.has(part))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
