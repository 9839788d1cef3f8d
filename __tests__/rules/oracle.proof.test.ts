import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Collector } from '../../src/findings/collector.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { Analysis } from '../../src/flow/analysis.ts';
import { INBOUND_CALL } from '../../src/flow/flow-type.ts';
import type { EdgeKind, FlowGraph, Role } from '../../src/flow/graph.ts';
import type { Manifest } from '../../src/manifest/manifest.ts';
import { rule as busyLoop } from '../../src/rules/flow/busy-loop.ts';
import { rule as circular } from '../../src/rules/flow/circular-transition.ts';
import { rule as deadEnd } from '../../src/rules/flow/dead-end.ts';
import { rule as failureOnly } from '../../src/rules/flow/failure-only-exit.ts';
import { rule as missingTarget } from '../../src/rules/flow/missing-target.ts';
import { rule as noPath } from '../../src/rules/flow/no-path-to-terminal.ts';
import { rule as trapLoop } from '../../src/rules/flow/trap-loop.ts';
import { rule as reprompt } from '../../src/rules/flow/unbounded-reprompt.ts';
import { rule as unreachable } from '../../src/rules/flow/unreachable-node.ts';
import type { FlowRule } from '../../src/rules/rule.ts';
import type { SourceDocument } from '../../src/source/document.ts';

const RUNS = process.env.PROOF === 'long' ? 100_000 : 4000;
const ROLES: readonly Role[] = ['action', 'interaction', 'terminal', 'entry'];
const KINDS: readonly EdgeKind[] = ['next', 'choice', 'failure', 'no-input', 'repeat', 'timeout'];
interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly kind: EdgeKind;
}

const document: SourceDocument = {
  file: 'x',
  text: '',
  value: {},
  errors: [],
  span: () => ({ start: 0, end: 0 }),
};
const manifest = { allowCircular: false } as Manifest;

function graphOf(roles: readonly Role[], ends: readonly boolean[], arrows: readonly Arrow[]): FlowGraph {
  return {
    origin: 'node-graph',
    name: 'x',
    nameAt: [],
    type: INBOUND_CALL,
    size: roles.length,
    nodes: roles.map((role, at) => ({
      key: String(at),
      type: role,
      role,
      endsByItself: ends[at] === true,
      source: {},
      at: [at],
    })),
    edges: arrows.map(({ from, to, kind }) => ({ from, to, target: String(to), kind, label: '', at: [] })),
    references: [],
    locate: () => ({ document, span: { start: 0, end: 0 } }),
  };
}

/** Every walk there is, by trying all of them: from each node the nodes that it leads to. */
function reachOf(count: number, arrows: readonly Arrow[]): Set<number>[] {
  return Array.from({ length: count }, (_, start) => {
    const seen = new Set<number>();
    const open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const { from, to } of arrows)
        if (from === at && to >= 0 && !seen.has(to)) {
          seen.add(to);
          open.push(to);
        }
    return seen;
  });
}

/** Groups of nodes that lead to each other and back. */
function circlesOf(count: number, arrows: readonly Arrow[]): number[][] {
  const reach = reachOf(count, arrows);
  const circles: number[][] = [];
  const placed = new Set<number>();
  for (let at = 0; at < count; at++) {
    if (placed.has(at) || !reach[at]?.has(at)) continue;
    const circle = [...Array(count).keys()].filter((other) => reach[at]?.has(other) && reach[other]?.has(at));
    for (const each of circle) placed.add(each);
    circles.push(circle);
  }
  return circles;
}

const random = fc.integer({ min: 1, max: 9 }).chain((count) =>
  fc.record({
    roles: fc.array(fc.constantFrom(...ROLES), { minLength: count, maxLength: count }),
    ends: fc.array(
      fc.integer({ min: 0, max: 7 }).map((each) => each === 0),
      {
        minLength: count,
        maxLength: count,
      },
    ),
    arrows: fc.array(
      fc.record({
        from: fc.nat(count - 1),
        to: fc.integer({ min: -1, max: count - 1 }),
        kind: fc.constantFrom(...KINDS),
      }),
      { maxLength: 20 },
    ),
  }),
);

test('the rules about graphs agree with a brute-force oracle, and every trace can be walked', () => {
  fc.assert(
    fc.property(random, ({ roles, ends, arrows }) => {
      const count = roles.length;
      const all = [...Array(count).keys()];
      const graph = graphOf(roles, ends, arrows);
      const analysis = new Analysis(graph);
      const subject = { graph, analysis, manifest, definition: {} as never };
      const run = (rule: FlowRule): readonly Finding[] => {
        const report = new Collector({ file: 'x', severities: {} });
        rule.check(subject, (draft) => report.add(rule, draft));
        return report.findings;
      };
      const walks = (findings: readonly Finding[], allowed: (arrow: Arrow) => boolean) => {
        for (const { trace } of findings)
          for (let hop = 1; hop < trace.length; hop++) {
            const [from, to] = [Number(trace[hop - 1]?.node), Number(trace[hop]?.node)];
            expect(arrows.some((arrow) => arrow.from === from && arrow.to === to && allowed(arrow))).toBe(
              true,
            );
          }
      };
      /** One finding a circle, its trace inside of it. */
      const told = (findings: readonly Finding[], circles: readonly number[][]) => {
        const found = findings.map(({ trace }) =>
          circles.findIndex((circle) => trace.every(({ node }) => circle.includes(Number(node)))),
        );
        expect(found.toSorted((a, b) => a - b)).toEqual(circles.map((_, at) => at));
        for (const { trace } of findings) expect(trace[0]?.node).toBe(trace.at(-1)?.node);
      };

      const reach = reachOf(count, arrows);
      const entries = all.filter((at) => roles[at] === 'entry');
      const live = (at: number) =>
        entries.length === 0 || entries.includes(at) || entries.some((entry) => reach[entry]?.has(at));
      const stops = (at: number) =>
        roles[at] === 'terminal' || ends[at] === true || arrows.some(({ from, to }) => from === at && to < 0);
      const circles = circlesOf(count, arrows);
      const exits = (circle: readonly number[]) =>
        arrows.filter(({ from, to }) => circle.includes(from) && to >= 0 && !circle.includes(to));
      const closed = (circle: readonly number[]) =>
        live(circle[0] ?? 0) && !circle.some((at) => roles[at] === 'terminal' || ends[at]);

      const uncounted = arrows.filter(({ kind }) => kind !== 'repeat');
      const aroundThem = run(circular);
      told(aroundThem, circlesOf(count, uncounted));
      walks(aroundThem, ({ kind }) => kind !== 'repeat');

      const busy = uncounted.filter(({ from, to }) =>
        [from, to].every((at) => at >= 0 && live(at) && roles[at] !== 'interaction'),
      );
      const spinning = run(busyLoop);
      told(spinning, circlesOf(count, busy));
      walks(spinning, (arrow) => busy.includes(arrow));

      const trapped = run(trapLoop);
      told(
        trapped,
        circles.filter((circle) => closed(circle) && exits(circle).length === 0),
      );
      walks(trapped, () => true);

      told(
        run(failureOnly),
        circles.filter(
          (circle) =>
            closed(circle) &&
            exits(circle).length > 0 &&
            exits(circle).every(({ kind }) => kind === 'failure' || kind === 'timeout'),
        ),
      );
      told(
        run(reprompt),
        circles.filter(
          (circle) =>
            closed(circle) &&
            circle.some((at) => roles[at] === 'interaction') &&
            exits(circle).length > 0 &&
            exits(circle).every(({ kind }) => kind === 'choice'),
        ),
      );

      const lost = run(unreachable).flatMap(({ nodes }) => nodes.map(Number));
      expect(lost.toSorted((a, b) => a - b)).toEqual(
        entries.length === 0 ? [] : all.filter((at) => !live(at)),
      );

      const dead = run(deadEnd);
      expect(dead.map(({ nodes }) => Number(nodes[0]))).toEqual(
        all.filter((at) => live(at) && roles[at] !== 'terminal' && !arrows.some(({ from }) => from === at)),
      );
      walks(dead, () => true);

      // Every node without an end is told, or leads to one that is; and all that are told have none.
      const endless = all.filter((at) => live(at) && ![at, ...(reach[at] ?? [])].some(stops));
      const without = run(noPath);
      const named = new Set(without.flatMap(({ nodes }) => nodes.map(Number)));
      for (const at of named) expect(endless).toContain(at);
      for (const at of endless)
        expect([at, ...(reach[at] ?? [])].some((other) => named.has(other))).toBe(true);
      walks(without, () => true);

      expect(run(missingTarget)).toHaveLength(arrows.filter(({ to }) => to < 0).length);
    }),
    { numRuns: RUNS, seed: 20_261_124 },
  );
}, 600_000);
