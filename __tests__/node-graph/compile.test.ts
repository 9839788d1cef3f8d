import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ArchitectPaths } from '../../src/architect/path.ts';
import { readArchitect } from '../../src/architect/read.ts';
import type { Definition } from '../../src/flow/definition.ts';
import { compile } from '../../src/node-graph/compile.ts';
import { readYaml } from '../../src/source/yaml.ts';
import { to } from '../support/load.ts';

const nowhere = () => {
  throw new Error('no places in this test');
};
const graph = (nodes: Record<string, unknown>, more = {}): Definition => ({
  kind: 'node-graph',
  document: undefined as never,
  text: undefined,
  locate: nowhere,
  value: { name: 'Test', type: 'ivr', nodes, ...more },
});
type Task = { task: { name: string; refId: string; actions: Record<string, Record<string, never>>[] } };

async function tasks(nodes: Record<string, unknown>): Promise<Record<string, Task['task']>> {
  const { text } = await compile(graph(nodes));
  const list = parse(text).inboundCall.tasks as Task[];
  return Object.fromEntries(list.map(({ task }) => [task.name, task]));
}

describe('a compiled node graph', () => {
  test('each node type, action by action', async () => {
    const made = await tasks({
      start: { type: 'start', transitions: to('hello') },
      hello: { type: 'say', media_id: 'welcome', transitions: to('choose') },
      choose: {
        type: 'menu',
        text: 'Press 1',
        transitions: to(['1', 'desk'], ['#', 'bye'], ['no-input', 'bye'], ['no-match', 'choose']),
      },
      desk: { type: 'transfer', queue: 'Support', transitions: to(['failure', 'bye']) },
      bye: { type: 'end', transitions: [] },
    });
    expect(made).toMatchSnapshot();
  });

  test('a menu without transitions for missing and wrong input is played three times, then the call ends', async () => {
    const made = await tasks({
      start: { type: 'start', transitions: to('m') },
      m: { type: 'menu', text: 'Press 1', transitions: to(['1', 'e']) },
      e: { type: 'end', transitions: [] },
    });
    expect(Object.keys(made.m?.actions[0] ?? {})).toEqual(['loop']);
    expect(Object.keys(made.m?.actions[1] ?? {})).toEqual(['disconnect']);
  });

  test('a transfer without a failure path ends the call itself', async () => {
    const made = await tasks({
      start: { type: 'start', transitions: to('t') },
      t: { type: 'transfer', queue: 'Q', transitions: [] },
    });
    expect(made.t?.actions.map((action) => Object.keys(action)[0])).toEqual(['transferToAcd', 'disconnect']);
  });
});

const hostile = fc.oneof(
  fc.stringMatching(/^[a-z]{1,4}$/),
  fc.string({ minLength: 1, maxLength: 12 }).filter((key) => key.trim() === key && key !== ''),
  fc.constantFrom('a]/b[', '__proto__', '"x"', 'ünï', '{{x}}', "it's: #1", '- x'),
);

describe('properties of the compiler', () => {
  test('any graph compiles to the same bytes twice, every jump resolves, and every object has its node', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(hostile, { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(5), { minLength: 6, maxLength: 6 }),
        async (keys, targets) => {
          const nodes: Record<string, unknown> = Object.create(null);
          nodes.start = { type: 'start', transitions: to(keys[0] ?? '') };
          for (const [at, key] of keys.entries()) {
            nodes[key] = {
              type: 'say',
              text: key,
              transitions: to(keys[(targets[at] ?? 0) % keys.length] ?? ''),
            };
          }
          const first = await compile(graph(nodes));
          expect((await compile(graph(nodes))).text).toBe(first.text);
          const document = readYaml('x.yaml', first.text);
          expect(document.errors).toEqual([]);
          const flow = readArchitect({
            kind: 'architect',
            document: undefined as never,
            text: first.text,
            value: document.value,
            locate: nowhere,
          });
          expect(flow.links.filter((link) => !link.target)).toEqual([]);
          const paths = new ArchitectPaths(document.value);
          const list = (document.value as { inboundCall: { tasks: Task[] } }).inboundCall.tasks;
          expect(new Set(list.map(({ task }) => task.refId)).size).toBe(list.length);
          for (const { task } of list) {
            const path = `/inboundCall/tasks/task[${task.refId}]/actions`;
            expect(paths.resolve(path, [])?.complete).toBe(true);
            expect(first.origin(path)?.[1]).toBe(task.name);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('a finding on a generated path is shown at the field that it came from', async () => {
  const { origin } = await compile(
    graph({
      start: { type: 'start', transitions: to('s') },
      s: { type: 'say', media_id: 'x', transitions: to('t') },
      t: { type: 'transfer', queue: 'Q', transitions: [] },
    }),
  );
  expect(origin('/inboundCall/tasks/task[s]/actions/playAudio[s]/audio')).toEqual(['nodes', 's', 'media_id']);
  expect(origin('/inboundCall/tasks/task[t]/actions/transferToAcd[t]/targetQueue')).toEqual([
    'nodes',
    't',
    'queue',
  ]);
  expect(origin('/inboundCall/tasks/task[t]')).toEqual(['nodes', 't']);
  expect(origin('/inboundCall/name')).toEqual(['name']);
  expect(origin('/somewhere/else')).toBeUndefined();
});
