import { expect, test } from 'vitest';
import { waves } from '../../src/plan/order.ts';
import type { PlannedFlow } from '../../src/plan/plan.ts';
import { candidate } from '../support/candidate.ts';

const flow = async (name: string, ...needs: string[]): Promise<PlannedFlow> => ({
  candidate: await candidate(
    { depends_on: needs.map((need) => `${need}.flow.json`) },
    `flows/${name}.flow.json`,
    name,
  ),
  intention: 'create',
  reason: '',
  live: undefined,
  known: undefined,
  changes: undefined,
});
const names = (list: PlannedFlow[][]) =>
  list.map((wave) => wave.map(({ candidate: each }) => each.graph.name));

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
