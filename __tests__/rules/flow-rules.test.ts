import { describe, expect, test } from 'vitest';
import { alone, findingsOf, load, manifest, slice, to } from '../support/load.ts';

interface Case {
  readonly rule: string;
  /** What a finding must point at, in the text of the manifest; one entry a finding. */
  readonly at: readonly string[];
  readonly bad: string;
  /** The same flow, mended. */
  readonly good: string;
  readonly words?: RegExp;
}

type Targets = readonly (string | readonly [string, string])[];
const start = { type: 'start', transitions: to('a') };
const end = { type: 'end', transitions: [] };
const say = (...targets: Targets) => ({
  type: 'say',
  text: 'Hello',
  transitions: to(...targets),
});
const menu = (...targets: Targets) => ({
  type: 'menu',
  text: 'Press 1',
  transitions: to(...targets),
});
const transfer = (...targets: Targets) => ({
  type: 'transfer',
  queue: 'Support',
  transitions: to(...targets),
});
const circles = { validation_rules: { allow_circular: true } };

const CASES: readonly Case[] = [
  {
    rule: 'flow-name',
    at: ['"a/b"'],
    bad: manifest({ start, a: end }, {}, { name: 'a/b' }),
    good: manifest({ start, a: end }),
    words: /slash/,
  },
  {
    rule: 'max-node-count',
    at: ['"nodes"'],
    bad: manifest({ start, a: say('b'), b: end }, { validation_rules: { max_node_count: 2 } }),
    good: manifest({ start, a: say('b'), b: end }, { validation_rules: { max_node_count: 3 } }),
    words: /has 3 nodes; max_node_count is 2/,
  },
  {
    rule: 'missing-start',
    at: ['"nodes"'],
    bad: manifest({ a: say('b'), b: end }),
    good: manifest({ start, a: say('b'), b: end }),
  },
  {
    rule: 'multiple-starts',
    at: ['"start"'],
    bad: manifest({ start, b: start, a: end }),
    good: manifest({ start, a: end }),
  },
  {
    rule: 'missing-target',
    at: ['"ende"'],
    bad: manifest({ start, a: say('ende'), end }),
    good: manifest({ start, a: say('end'), end }),
    words: /Did you mean "end"/,
  },
  {
    rule: 'circular-transition',
    at: ['"a"'],
    bad: manifest(
      { start, a: menu(['1', 'b'], ['no-input', 'e'], ['no-match', 'e']), b: say('a'), e: end },
      { validation_rules: { allow_circular: false } },
    ),
    good: manifest({ start, a: menu(['1', 'b'], ['no-input', 'e'], ['no-match', 'e']), b: say('e'), e: end }),
    words: /a → b → a/,
  },
  {
    rule: 'busy-loop',
    at: ['"a"'],
    bad: manifest({ start, a: say('b'), b: say('a') }, circles),
    good: manifest({ start, a: menu(['1', 'b']), b: say('a') }, circles),
    words: /a → b → a/,
  },
  {
    rule: 'trap-loop',
    at: ['"a"'],
    bad: manifest({ start, a: menu(['1', 'b'], ['no-input', 'a'], ['no-match', 'a']), b: say('a') }, circles),
    good: manifest(
      { start, a: menu(['1', 'b'], ['no-input', 'e'], ['no-match', 'a']), b: say('a'), e: end },
      circles,
    ),
  },
  {
    rule: 'unbounded-reprompt',
    at: ['"a"'],
    bad: manifest({ start, a: menu(['1', 'e'], ['no-input', 'a'], ['no-match', 'a']), e: end }, circles),
    good: manifest({ start, a: menu(['1', 'e'], ['no-input', 'e'], ['no-match', 'a']), e: end }, circles),
  },
  {
    rule: 'failure-only-exit',
    at: ['"a"'],
    bad: manifest(
      { start, a: menu(['1', 'b'], ['failure', 'e'], ['no-match', 'a']), b: say('a'), e: end },
      circles,
    ),
    good: manifest(
      { start, a: menu(['1', 'b'], ['2', 'e'], ['failure', 'e'], ['no-match', 'a']), b: say('a'), e: end },
      circles,
    ),
  },
  {
    rule: 'unreachable-node',
    at: ['"x"'],
    bad: manifest({ start, a: end, x: say('y'), y: say('x') }, circles),
    good: manifest({ start, a: end }),
    words: /"x" is unreachable, and so is "y"/,
  },
  {
    rule: 'dead-end',
    at: ['[]'],
    bad: manifest({ start, a: say() }),
    good: manifest({ start, a: end }),
    words: /start → a/,
  },
  {
    rule: 'no-path-to-terminal',
    at: ['"a"'],
    bad: manifest({ start, a: say('b'), b: say('a') }, circles),
    good: manifest({ start, a: say('b'), b: end }),
  },
  {
    rule: 'missing-media',
    at: ['"hello"', '"off"'],
    bad: manifest(
      {
        start,
        a: { type: 'say', media_id: 'hello', transitions: to('b') },
        b: { type: 'say', media_id: 'off', transitions: to('e') },
        e: end,
      },
      { validation_rules: { media_registry: { helo: true, off: false } } },
    ),
    good: manifest(
      { start, a: { type: 'say', media_id: 'hello', transitions: to('e') }, e: end },
      { validation_rules: { media_registry: { hello: true } } },
    ),
    words: /Did you mean "helo"/,
  },
  {
    rule: 'unused-media',
    at: ['"bye"'],
    bad: manifest({ start, a: end }, { validation_rules: { media_registry: { bye: true } } }),
    good: manifest({ start, a: end }, { validation_rules: { media_registry: {} } }),
  },
  {
    rule: 'duplicate-node',
    at: ['"start"'],
    bad: manifest({ start, a: { ...end, id: 'start' } }),
    good: manifest({ start, a: end }),
    words: /which node "start" already has/,
  },
  {
    rule: 'unknown-node-type',
    at: ['"says"'],
    bad: manifest({ start, a: { type: 'says', transitions: to('e') }, e: end }),
    good: manifest({ start, a: say('e'), e: end }),
    words: /Did you mean "say"/,
  },
  {
    rule: 'terminal-with-transition',
    at: ['"e"', '"e"'],
    bad: manifest({
      start,
      a: menu(['1', 't'], ['2', 'x']),
      t: transfer('e'),
      x: { type: 'end', transitions: to('e') },
      e: end,
    }),
    good: manifest({ start, a: menu(['1', 't'], ['2', 'e']), t: transfer(['failure', 'e']), e: end }),
  },
  {
    rule: 'duplicate-choice',
    at: [JSON.stringify({ on: '1', target: 'e' })],
    bad: manifest({ start, a: menu(['1', 't'], ['1', 'e']), t: transfer(), e: end }),
    good: manifest({ start, a: menu(['1', 't'], ['2', 'e']), t: transfer(), e: end }),
  },
  {
    rule: 'choice-without-selector',
    at: [JSON.stringify({ target: 'e' })],
    bad: manifest({ start, a: menu('e'), e: end }),
    good: manifest({ start, a: menu(['1', 'e']), e: end }),
  },
  {
    rule: 'missing-no-input',
    at: ['"a"'],
    bad: manifest({ start, a: menu(['1', 'e'], ['no-match', 'e']), e: end }),
    good: manifest({ start, a: menu(['1', 'e'], ['no-match', 'e'], ['no-input', 'e']), e: end }),
  },
  {
    rule: 'missing-no-match',
    at: ['"a"'],
    bad: manifest({ start, a: menu(['1', 'e'], ['no-input', 'e']), e: end }),
    good: manifest({ start, a: menu(['1', 'e'], ['no-match', 'e'], ['no-input', 'e']), e: end }),
  },
  {
    rule: 'missing-failure-path',
    at: ['"a"'],
    bad: manifest({ start, a: transfer() }),
    good: manifest({ start, a: transfer(['failure', 'b']), b: transfer() }),
  },
  {
    rule: 'missing-audio',
    at: ['"a"'],
    bad: manifest({ start, a: { type: 'say', media_id: '', transitions: to('e') }, e: end }),
    good: manifest({ start, a: say('e'), e: end }),
  },
  {
    rule: 'hard-coded-id',
    at: ['"11111111-2222-4333-8444-555555555555"'],
    bad: manifest({ start, a: { ...transfer(), queue: '11111111-2222-4333-8444-555555555555' } }),
    good: manifest({ start, a: transfer() }),
  },
  {
    rule: 'hard-coded-secret',
    at: ['"key AKIAABCDEFGHIJKLMNOP"'],
    bad: manifest({
      start,
      a: { type: 'say', text: 'key AKIAABCDEFGHIJKLMNOP', transitions: to('e') },
      e: end,
    }),
    good: manifest({ start, a: say('e'), e: end }),
  },
];

const compact = (text: string) => text.replace(/\s+/g, '');

describe.each(CASES)('$rule', ({ rule, at, bad, good, words }) => {
  test('finds what is wrong and points at it', async () => {
    const found = findingsOf(await load({ 'flows/x.flow.json': bad, ...alone(rule) })).filter(
      (each) => each.rule === rule,
    );
    expect(found.map((each) => compact(slice(bad, each))).sort()).toEqual(
      at.map((text) => compact(text)).sort(),
    );
    if (words) expect(`${found[0]?.message}. ${found[0]?.hint}`).toMatch(words);
  });

  test('finds nothing in the fixed flow', async () => {
    const found = findingsOf(await load({ 'flows/x.flow.json': good })).filter((each) => each.rule === rule);
    expect(found).toEqual([]);
  });

  test('points at the same values in YAML with CRLF and a byte order mark', async () => {
    const { stringify } = await import('yaml');
    const text =
      `\uFEFF${stringify(JSON.parse(bad), { aliasDuplicateObjects: false, flowCollectionPadding: false })}`.replaceAll(
        '\n',
        '\r\n',
      );
    const json = findingsOf(await load({ 'flows/x.flow.json': bad })).filter((each) => each.rule === rule);
    const yaml = findingsOf(await load({ 'flows/x.flow.yaml': text })).filter((each) => each.rule === rule);
    const { parse } = await import('yaml');
    const values = (source: string, list: typeof json) =>
      list.map((each) => JSON.stringify(parse(' '.repeat(each.range.column - 1) + slice(source, each))));
    expect(values(text, yaml).sort()).toEqual(values(bad, json).sort());
  });
});

describe('severities', () => {
  const bad = (rules: Record<string, string>) =>
    manifest({ start, a: say('ende'), end }, { validation_rules: { rules } });
  test.each([
    ['warning', ['warning']],
    ['off', []],
    ['error', ['error']],
  ])('a rule set to %s', async (severity, expected) => {
    const found = findingsOf(await load({ 'flows/x.flow.json': bad({ 'missing-target': severity }) })).filter(
      ({ rule }) => rule === 'missing-target',
    );
    expect(found.map((each) => each.severity)).toEqual(expected);
  });

  test('the configuration sets them for all manifests, and a manifest for itself', async () => {
    const files = {
      '.genesys-flows.yml': 'rules:\n  missing-target: warning\n',
      'flows/x.flow.json': bad({}),
      'flows/y.flow.json': bad({ 'missing-target': 'error' }).replace('"Test"', '"Other"'),
    };
    const found = findingsOf(await load(files)).filter(({ rule }) => rule === 'missing-target');
    expect(found.map(({ file, severity }) => [file, severity])).toEqual([
      ['flows/x.flow.json', 'warning'],
      ['flows/y.flow.json', 'error'],
    ]);
  });

  test('a misspelt rule is reported', async () => {
    const found = findingsOf(await load({ 'flows/x.flow.json': bad({ 'missing-targt': 'off' }) }));
    expect(found.map(({ message, hint }) => `${message}. ${hint}`)).toContainEqual(
      expect.stringContaining('There is no rule "missing-targt". Did you mean "missing-target"?'),
    );
  });
});

test('the design’s own example has no finding, and one notice about its region', async () => {
  const { readFileSync } = await import('node:fs');
  const example = readFileSync('examples/flows/ivr-tester.flow.json', 'utf8');
  const text = example.replace('"us-east-1"', '"us-east-1.mygenesys.com"');
  const workspace = await load({ 'flows/x.flow.json': text });
  expect(findingsOf(workspace)).toEqual([]);
  expect(workspace.notices).toEqual([expect.stringContaining('target_region')]);
});

test('10,000 errors of one kind are reported without being listed one by one', async () => {
  const nodes = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`n${at}`, say(`x${at}`)]));
  const found = findingsOf(
    await load({
      'flows/x.flow.json': manifest({ start: { type: 'start', transitions: to('n0') }, ...nodes }),
    }),
  );
  const missing = found.filter(({ rule }) => rule === 'missing-target');
  expect(missing).toHaveLength(200);
  expect(missing.at(-1)?.message).toContain('more findings of this rule are not listed');
});

describe('circular-transition where the manifest does not say', () => {
  const found = async (nodes: Parameters<typeof manifest>[0], more = {}) =>
    findingsOf(await load({ 'flows/x.flow.json': manifest(nodes, more), ...alone('circular-transition') }))
      .filter(({ rule }) => rule === 'circular-transition')
      .map(({ nodes: members }) => members);
  const repeats = { start, a: menu(['1', 'e'], ['no-input', 'a'], ['no-match', 'b']), b: say('a'), e: end };
  const spins = { ...repeats, b: say('c', 'a'), c: say('b') };
  test('a menu may repeat', async () => expect(await found(repeats)).toEqual([]));
  test('nodes that do not wait may not, beside a menu that repeats', async () =>
    expect(await found(spins)).toEqual([['b', 'c']]));
  test('explicit false forbids every cycle', async () =>
    expect(await found(repeats, { validation_rules: { allow_circular: false } })).toHaveLength(1));
  test('explicit true allows every cycle', async () =>
    expect(await found(spins, { validation_rules: { allow_circular: true } })).toEqual([]));
});
