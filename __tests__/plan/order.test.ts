import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cycles, waves } from '../../src/plan/order.ts';
import type { PlannedFlow } from '../../src/plan/plan.ts';
import { publishable } from '../support/publishable.ts';

const flow = async (name: string, ...needs: string[]): Promise<PlannedFlow> => ({
  publishable: await publishable(
    { depends_on: needs.map((need) => `${need}.flow.json`) },
    `flows/${name}.flow.json`,
    name,
  ),
  action: 'create',
  reason: '',
  live: undefined,
  known: undefined,
  earlier: undefined,
  findings: [],
});
const names = (list: PlannedFlow[][]) =>
  list.map((wave) => wave.map(({ publishable: each }) => each.graph.name));

test('what a flow depends on comes in an earlier wave', async () => {
  const flows = await Promise.all([
    flow('a', 'b', 'c'),
    flow('b', 'c'),
    flow('c'),
    flow('d'),
    flow('e', 'unknown'),
  ]);
  expect(names(waves(flows))).toEqual([['c', 'd', 'e'], ['b'], ['a']]);
});

test('a circle does not hang, and shares a wave', async () => {
  const flows = await Promise.all([flow('a', 'b'), flow('b', 'a'), flow('c')]);
  expect(names(waves(flows))).toEqual([['a', 'b', 'c']]);
});

/** Flows that refer to each other by name; `live` says which are there already. */
function referring(edges: readonly (readonly number[])[], live: readonly boolean[]): PlannedFlow[] {
  return edges.map((to, at) => {
    const name = `F${at}`;
    const references = to.map((each) => ({ kind: 'flow', group: 'inboundCall', name: `F${each}` }));
    return {
      publishable: {
        graph: { name, type: { root: 'inboundCall', api: 'INBOUNDCALL' }, references },
        manifest: { files: [name], dependsOn: [] },
      },
      live: live[at] ? { name, published: { id: '1.0' } } : undefined,
    } as unknown as PlannedFlow;
  });
}

/** Whether there is a way from one flow to another over edges that count; by brute force. */
function leads(edges: readonly (readonly number[])[], from: number, to: number): boolean {
  const seen = new Set<number>();
  const open = [...(edges[from] ?? [])];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(edges[at] ?? []));
  }
  return false;
}

test('order and cycles agree with brute force on random references', () => {
  const graphs = fc
    .integer({ min: 1, max: 7 })
    .chain((count) =>
      fc.tuple(
        fc.array(fc.uniqueArray(fc.nat(count - 1), { maxLength: 3 }), { minLength: count, maxLength: count }),
        fc.array(fc.boolean(), { minLength: count, maxLength: count }),
      ),
    );
  fc.assert(
    fc.property(graphs, ([edges, live]) => {
      const flows = referring(edges, live);
      const order = waves(flows);
      const waveOf = flows.map((flow) => order.findIndex((wave) => wave.includes(flow)));
      expect(order.flat()).toHaveLength(flows.length);
      // What a flow needs that is not there yet comes before it, unless the two need each other.
      const missing = edges.map((list) => list.filter((to) => !live[to]));
      for (const [from, list] of missing.entries()) {
        for (const to of list) {
          if (to !== from && !leads(missing, to, from))
            expect(waveOf[to], `${to} before ${from}`).toBeLessThan(waveOf[from] ?? -1);
        }
      }
      // A placeholder is for exactly those that lead back to themselves over flows that are not there.
      const placeholders = new Set(cycles(flows).flat());
      for (const [at, flow] of flows.entries())
        expect(placeholders.has(flow), `placeholder of ${at}`).toBe(leads(missing, at, at) && !live[at]);
    }),
    { numRuns: 2000, seed: 6 },
  );
});
