import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levels } from '../../../src/flow/flow-set.ts';
import { findingsOf, load, slice } from '../../support/load.ts';

const flow = (name: string, ...actions: string[]) =>
  `inboundCall:\n  name: ${name}\n  startUpRef: ./tasks/task[t]\n  tasks:\n    - task: {name: T, refId: t, actions: [${actions.join(', ')}, {disconnect: {name: End}}]}\n`;
const handOver = (to: string) => `{transferToFlow: {name: Over, targetFlow: {name: ${to}}}}`;
const play = '{playAudio: {name: Play, audio: {tts: Hi}}}';
const ask =
  '{collectInput: {name: Ask, inputData: {var: Flow.in}, digits: {exact: 1}, inputAudio: {tts: Hi}}}';
const ifOpen = (then: string) =>
  `{decision: {name: Open, condition: {exp: x}, outputs: {"yes": {actions: [${then}]}}}}`;

async function found(rule: string, files: Readonly<Record<string, string>>) {
  const named = Object.fromEntries(Object.entries(files).map(([name, text]) => [`flows/${name}.yaml`, text]));
  return findingsOf(await load(named))
    .filter((each) => each.rule === rule)
    .map((each) => ({ file: each.file, at: slice(named[each.file] ?? '', each), message: each.message }));
}

describe('flow-reference', () => {
  test('names the flow that is not there, and the nearest one that is', async () => {
    const files = { a: flow('A', handOver('Suport')), b: flow('Support', play) };
    expect(await found('flow-reference', files)).toEqual([
      {
        file: 'flows/a.yaml',
        at: 'Suport',
        message: 'The inboundCall flow "Suport" is not in this repository',
      },
    ]);
  });
  test('knows flows by type and name, whatever the capitals', async () => {
    expect(
      await found('flow-reference', { a: flow('A', handOver('SUPPORT')), b: flow('Support', play) }),
    ).toEqual([]);
    const secure = flow('A', handOver('Support').replace('transferToFlow', 'transferToFlowSecure'));
    expect(await found('flow-reference', { a: secure, b: flow('Support', play) })).toHaveLength(1);
  });
});

describe('cross-flow-loop', () => {
  test('two flows that hand every call to each other', async () => {
    const [loop, ...more] = await found('cross-flow-loop', {
      a: flow('A', play, handOver('B')),
      b: flow('B', handOver('A')),
    });
    expect(more).toEqual([]);
    expect(loop?.at).toBe('transferToFlow');
    expect(loop?.message).toMatch(/^These flows pass every call in a cycle: (A → B → A|B → A → B)$/);
  });
  test('a flow that transfers to itself', async () => {
    expect(await found('cross-flow-loop', { a: flow('A', play, handOver('A')) })).toHaveLength(1);
  });
  test.each([
    ['one of them asks the caller', flow('B', ask, handOver('A'))],
    ['one of them hands over only sometimes', flow('B', ifOpen(handOver('A')))],
    ['one of them hands over to a third', flow('B', handOver('C'))],
  ])('no circle where %s', async (_, other) => {
    expect(await found('cross-flow-loop', { a: flow('A', play, handOver('B')), b: other })).toEqual([]);
  });
});

test('levels agree with a slow count on random graphs', () => {
  const graphs = fc
    .integer({ min: 1, max: 7 })
    .chain((count) =>
      fc.tuple(
        fc.constant(count),
        fc.array(fc.record({ from: fc.nat(count - 1), to: fc.nat(count - 1) }), { maxLength: 12 }),
      ),
    );
  fc.assert(
    fc.property(graphs, ([count, edges]) => {
      const reach = Array.from({ length: count }, (_, at) => {
        const seen = new Set<number>();
        for (const open = [at]; open.length > 0; ) {
          const node = open.pop();
          for (const { from, to } of edges) {
            if (from !== node || seen.has(to)) continue;
            seen.add(to);
            open.push(to);
          }
        }
        return seen;
      });
      const circle = (a: number, b: number) => a === b || (reach[a]?.has(b) && reach[b]?.has(a));
      const found = levels(count, edges);
      for (let at = 0; at < count; at++) {
        // One above the highest of what anything in its circle needs outside of it.
        const below = [...(reach[at] ?? [])].filter((other) => !circle(at, other));
        const expected = below.length === 0 ? 0 : Math.max(...below.map((other) => found[other] ?? 0)) + 1;
        expect(found[at]).toBe(expected);
      }
    }),
    { numRuns: 2000, seed: 7 },
  );
});
