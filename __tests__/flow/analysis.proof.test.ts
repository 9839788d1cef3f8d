import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Analysis } from '../../src/flow/analysis.ts';
import { INBOUND_CALL } from '../../src/flow/flow-type.ts';
import type { FlowGraph, Role } from '../../src/flow/graph.ts';

const nowhere = () => {
  throw new Error('no places in this test');
};

function graph(roles: readonly Role[], pairs: readonly (readonly [number, number])[]): FlowGraph {
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
      endsByItself: false,
      source: {},
      at: [],
    })),
    edges: pairs.map(([from, to]) => ({ from, to, target: String(to), kind: 'next', label: '', at: [] })),
    references: [],
    locate: nowhere,
  };
}

/** Reachability by matrix multiplication, the plainest way there is. */
function closure(count: number, pairs: readonly (readonly [number, number])[]): boolean[][] {
  const reach = Array.from({ length: count }, () => Array<boolean>(count).fill(false));
  for (const [from, to] of pairs) if (to >= 0 && reach[from]) reach[from][to] = true;
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < count; i++)
      for (let j = 0; j < count; j++) if (reach[i]?.[k] && reach[k]?.[j]) (reach[i] as boolean[])[j] = true;
  }
  return reach;
}

const small = fc
  .record({
    roles: fc.array(fc.constantFrom<Role>('action', 'interaction', 'terminal', 'entry'), {
      minLength: 1,
      maxLength: 9,
    }),
    arrows: fc.array(fc.tuple(fc.nat(8), fc.integer({ min: -1, max: 8 })), { maxLength: 20 }),
  })
  .map(({ roles, arrows }) => {
    const pairs = arrows.filter(([from, to]) => from < roles.length && to < roles.length);
    return { roles, pairs, subject: new Analysis(graph(roles, pairs)) };
  });

const RUNS = process.env.PROOF === 'long' ? 100_000 : 5000;

describe('graph facts agree with brute force', () => {
  test('reachable, ends, components, cycles and paths', () => {
    fc.assert(
      fc.property(small, ({ roles, pairs, subject }) => {
        const reach = closure(roles.length, pairs);
        const entries = roles.flatMap((role, at) => (role === 'entry' ? [at] : []));
        for (const at of roles.keys()) {
          const reachable =
            entries.length === 0 || entries.includes(at) || entries.some((entry) => reach[entry]?.[at]);
          expect(subject.reachable[at]).toBe(reachable ? 1 : 0);
          const ends = [at, ...roles.keys()].some(
            (end) =>
              (end === at || reach[at]?.[end]) &&
              (roles[end] === 'terminal' || pairs.some(([from, to]) => from === end && to < 0)),
          );
          expect(subject.ends[at]).toBe(ends ? 1 : 0);
          for (const other of roles.keys()) {
            const together = at === other || (reach[at]?.[other] && reach[other]?.[at]);
            expect(subject.components.of[at] === subject.components.of[other]).toBe(Boolean(together));
          }
          const path = subject.pathTo(at);
          expect(path.length > 0).toBe(entries.length > 0 && reachable);
          for (let hop = 1; hop < path.length; hop++)
            expect(pairs).toContainEqual([path[hop - 1], path[hop]]);
          if (path.length > 0) expect(entries).toContain(path[0]);
        }
        const cyclic = new Set([...roles.keys()].filter((at) => reach[at]?.[at]));
        const found = new Set<number>();
        for (const members of subject.cycles()) {
          for (const member of members) found.add(member);
          const cycle = subject.cycleIn(members);
          expect(cycle.length).toBe(shortestCycle(members, pairs) + 1);
          expect(cycle.at(0)).toBe(cycle.at(-1));
          for (let hop = 1; hop < cycle.length; hop++)
            expect(pairs).toContainEqual([cycle[hop - 1], cycle[hop]]);
        }
        expect(found).toEqual(cyclic);
      }),
      { numRuns: RUNS },
    );
  });

  test('cycles that are left without the nodes that wait', () => {
    fc.assert(
      fc.property(small, ({ roles, pairs, subject }) => {
        const busy = (at: number) => roles[at] !== 'interaction';
        const kept = pairs.filter(([from, to]) => to >= 0 && busy(from) && busy(to));
        const reach = closure(roles.length, kept);
        const expected = new Set([...roles.keys()].filter((at) => reach[at]?.[at]));
        expect(
          new Set([...subject.within(({ from, to }) => busy(from) && busy(to)).cycles()].flat()),
        ).toEqual(expected);
      }),
      { numRuns: RUNS },
    );
  });
});

function shortestCycle(members: readonly number[], pairs: readonly (readonly [number, number])[]): number {
  let best = Number.POSITIVE_INFINITY;
  for (const start of members) {
    let frontier = new Set([start]);
    for (let length = 1; length <= members.length; length++) {
      frontier = new Set(pairs.filter(([from]) => frontier.has(from)).map(([, to]) => to));
      if (frontier.has(start)) {
        best = Math.min(best, length);
        break;
      }
    }
  }
  return best;
}

test('a chain of 100,000 nodes neither overflows nor gets lost', () => {
  const count = 100_000;
  const roles: Role[] = ['entry', ...Array<Role>(count - 2).fill('action'), 'terminal'];
  const pairs = Array.from({ length: count - 1 }, (_, at) => [at, at + 1] as const);
  const subject = new Analysis(graph(roles, pairs));
  expect(subject.pathTo(count - 1)).toHaveLength(count);
  expect([...subject.cycles()]).toEqual([]);
  const ring = new Analysis(graph(roles, [...pairs, [count - 1, 0]]));
  const [members = []] = [...ring.cycles()];
  expect(ring.cycleIn(members)).toHaveLength(count + 1);
});
