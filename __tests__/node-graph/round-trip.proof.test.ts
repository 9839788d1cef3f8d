import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readArchitect } from '../../src/architect/read.ts';
import type { Definition } from '../../src/flow/definition.ts';
import type { EdgeKind, FlowGraph } from '../../src/flow/graph.ts';
import { compile } from '../../src/node-graph/compile.ts';
import { readNodeGraph } from '../../src/node-graph/read.ts';
import { dictionary } from '../../src/source/data.ts';
import { valueAt } from '../../src/source/layers.ts';
import { readYaml } from '../../src/source/yaml.ts';
import { findingsOf, load } from '../support/load.ts';

const RUNS = process.env.PROOF === 'long' ? 20_000 : 500;

const names = fc.uniqueArray(
  fc.oneof(fc.stringMatching(/^[a-z]{1,5}$/), fc.constantFrom('a b', 'x]/y[', '"q"', 'ünï', "it's: #1")),
  { minLength: 1, maxLength: 7 },
);
const ways: Readonly<Record<string, readonly string[]>> = {
  say: [''],
  menu: ['1', '2', '*', '#', 'no-input', 'no-match'],
  transfer: ['failure'],
  end: [],
};

/** Graphs of every node type, with every way on that its type may have. */
const graphs = names.chain((keys) =>
  fc
    .array(
      fc.record({
        type: fc.constantFrom('say', 'menu', 'transfer', 'end'),
        sound: fc.constantFrom('welcome', 'hours', ''),
        targets: fc.array(fc.nat(keys.length - 1), { minLength: 6, maxLength: 6 }),
        taken: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      }),
      { minLength: keys.length, maxLength: keys.length },
    )
    .map((made) => {
      const nodes: Record<string, unknown> = Object.create(null);
      nodes['the start'] = { id: 'the start', type: 'start', transitions: [{ target: keys[0] }] };
      for (const [at, key] of keys.entries()) {
        const { type = 'end', sound = '', targets = [], taken = [] } = made[at] ?? {};
        const transitions = (ways[type] ?? [])
          .map((on, way) => ({
            on,
            target: keys[targets[way] ?? 0],
            taken: taken[way] || on === '' || on === '1',
          }))
          .filter((each) => each.taken)
          .map(({ on, target }) => (on === '' ? { target } : { on, target }));
        const plays = type === 'say' || type === 'menu';
        nodes[key] = {
          id: key,
          type,
          ...(plays ? (sound === '' ? { text: 'Hello' } : { media_id: sound }) : {}),
          ...(type === 'transfer' ? { queue: 'Support' } : {}),
          transitions,
        };
      }
      return nodes;
    }),
);

const nowhere = () => {
  throw new Error('no places in this test');
};
const definitionOf = (nodes: Record<string, unknown>): Definition => ({
  kind: 'node-graph',
  document: undefined as never,
  value: { name: 'Test', type: 'ivr', nodes },
  text: undefined,
  locate: nowhere,
});

const KINDS: Partial<Record<EdgeKind, EdgeKind>> = { case: 'choice', default: 'no-match' };

/** The transitions that a generated flow makes: each jump with what leads to it, between the tasks of two nodes. */
function transitionsOf(value: unknown): string[] {
  const { steps } = readArchitect({
    kind: 'architect',
    document: undefined as never,
    value,
    text: '',
    locate: nowhere,
  });
  const owner = (at: number) => steps.nodes[steps.owner[at] ?? -1]?.key;
  return steps.edges
    .filter(({ kind, from }) => kind === 'jump' && from > 0)
    .map(({ from, to }) => {
      const into = steps.edges.find((edge) => edge.to === from);
      const kind = into?.kind ?? 'next';
      const test = into && dictionary(valueAt(value, [...into.at.slice(0, -1), 'value'])).exp;
      const digit = typeof test === 'string' ? (/== "(.)"$/.exec(test)?.[1] ?? '') : '';
      return JSON.stringify([owner(from), KINDS[kind] ?? kind, digit, owner(to)]);
    })
    .toSorted();
}

const needs = ({ references }: FlowGraph) => references.map(({ kind, name }) => `${kind} ${name}`).toSorted();

test('what the compiler writes is read back as the same graph', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async (nodes) => {
      const definition = definitionOf(nodes);
      const before = readNodeGraph(definition);
      const { text } = await compile(definition);
      const document = readYaml('x.yaml', text);
      expect(document.errors).toEqual([]);
      const after = readArchitect({
        kind: 'architect',
        document: undefined as never,
        value: document.value,
        text,
        locate: nowhere,
      });
      expect(after.nodes.map(({ key }) => key)).toEqual(before.nodes.map(({ key }) => key));
      expect(after.nodes.filter(({ role }) => role === 'entry').map(({ key }) => key)).toEqual(['the start']);
      expect(transitionsOf(document.value)).toEqual(
        before.edges
          .map(({ from, kind, label, target }) =>
            JSON.stringify([before.nodes[from]?.key, kind, label, target]),
          )
          .toSorted(),
      );
      expect(needs(after)).toEqual(needs(before));
    }),
    { numRuns: RUNS, seed: 3 },
  );
});

test('a node graph without findings compiles to Architect YAML without errors', async () => {
  let clean = 0;
  await fc.assert(
    fc.asyncProperty(graphs, async (nodes) => {
      const manifest = {
        target_region: 'us-east-1',
        validation_rules: { allow_circular: true },
        flow_definition: { name: 'Test', type: 'ivr', nodes },
      };
      const errors = async (file: string, text: string) =>
        findingsOf(await load({ [file]: text })).filter(({ severity }) => severity === 'error');
      if ((await errors('flows/x.flow.json', JSON.stringify(manifest))).length > 0) return;
      clean++;
      const { text } = await compile(definitionOf(nodes));
      expect(await errors('flows/x.yaml', text)).toEqual([]);
    }),
    { numRuns: RUNS, seed: 4 },
  );
  expect(clean).toBeGreaterThan(RUNS / 20);
});
