import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Linked } from '../../src/plan/order.ts';
import { groupsOf, shardsOf } from '../../src/plan/shards.ts';

interface Spec {
  /** Flows that it refers to by name. */
  readonly refers: readonly number[];
  /** Flows that its manifest depends on. */
  readonly needs: readonly number[];
  /** Files that it has in common with others. */
  readonly files: readonly number[];
}

const fileOf = (at: number) => `flows/${String(at).padStart(2, '0')}.flow.json`;

function flow({ refers, needs, files }: Spec, at: number): Linked {
  const references = refers.map((to) => ({ kind: 'flow', group: 'inboundCall', name: `F${to}` }));
  return {
    graph: { name: `F${at}`, type: { root: 'inboundCall', api: 'INBOUNDCALL' }, references },
    manifest: {
      file: fileOf(at),
      files: [fileOf(at), ...files.map((each) => `common/${each}.yaml`)],
      dependsOn: needs.map((to) => ({ path: fileOf(to) })),
    },
  } as unknown as Linked;
}

/** The smallest flow that is connected with each one, found by repeated merging. */
function groupByForce(specs: readonly Spec[]): number[] {
  const group = specs.map((_, at) => at);
  const join = (a: number, b: number) => {
    const [low, high] = [Math.min(group[a] ?? a, group[b] ?? b), Math.max(group[a] ?? a, group[b] ?? b)];
    for (const [at, each] of group.entries()) if (each === high) group[at] = low;
  };
  // A dependency that does not exist is a file that its flows have in common.
  for (const [at, { refers, needs, files }] of specs.entries()) {
    for (const to of [...refers, ...needs]) if (to < specs.length) join(at, to);
    for (const [other, theirs] of specs.entries()) {
      const shares = files.some((file) => theirs.files.includes(file));
      if (shares || needs.some((need) => theirs.needs.includes(need))) join(at, other);
    }
  }
  return group;
}

const few = (most: number) => fc.array(fc.nat({ max: most }), { maxLength: 2 });
const specs = fc.array(fc.record({ refers: few(14), needs: few(14), files: few(30) }), { maxLength: 14 });

test('flows that depend on each other, refer to each other or share a file are in one shard', () => {
  fc.assert(
    fc.property(specs, fc.integer({ min: 1, max: 6 }), (given, count) => {
      const flows = given.map(flow);
      const shards = shardsOf(flows, count);
      expect(shards).toHaveLength(count);
      const shardOf = new Map(
        shards.flatMap((each, at) => each.map(({ manifest }) => [manifest.file, at] as const)),
      );
      expect(shardOf.size).toBe(flows.length);
      expect(shards.flat()).toHaveLength(flows.length);
      const groups = groupByForce(given);
      expect(groupsOf(flows)).toHaveLength(new Set(groups).size);
      for (const [at, group] of groups.entries())
        expect(shardOf.get(fileOf(at))).toBe(shardOf.get(fileOf(group)));
    }),
  );
});

test('the shards do not depend on the order of the flows', () => {
  fc.assert(
    fc.property(
      specs,
      fc.integer({ min: 1, max: 6 }),
      fc.infiniteStream(fc.nat()),
      (given, count, random) => {
        const flows = given.map(flow);
        const mixed = flows
          .map((each) => ({ each, key: random.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each);
        const files = (shards: Linked[][]) => shards.map((each) => each.map(({ manifest }) => manifest.file));
        expect(files(shardsOf(mixed, count))).toEqual(files(shardsOf(flows, count)));
      },
    ),
  );
});

test('no shard is larger than another by more than the largest group', () => {
  fc.assert(
    fc.property(specs, fc.integer({ min: 1, max: 6 }), (given, count) => {
      const flows = given.map(flow);
      const sizes = shardsOf(flows, count).map(({ length }) => length);
      const largest = Math.max(0, ...groupsOf(flows).map(({ length }) => length));
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(largest);
    }),
  );
});

test('neighbours in a folder are spread over the shards', () => {
  const flows = Array.from({ length: 8 }, (_, at) => flow({ refers: [], needs: [], files: [] }, at));
  expect(shardsOf(flows, 4).map((each) => each.map(({ graph }) => graph?.name))).toEqual([
    ['F0', 'F4'],
    ['F1', 'F5'],
    ['F2', 'F6'],
    ['F3', 'F7'],
  ]);
});
