import { describe, expect, test } from 'vitest';
import { readMessages } from '../../src/publish/messages.ts';
import { substitute } from '../../src/source/substitute.ts';
import { findingsOf, load, manifest } from '../support/load.ts';

const HEAD = 'inboundCall:\n  name: Demo\n  startUpRef: ./tasks/task[a]\n  tasks:\n';
const TASK = '    - task: {name: A, refId: a, actions: [{disconnect: {name: End}}]}\n';
const flow = (rest: string, before = '') => ({ 'flows/x.yaml': before + HEAD + TASK + rest });
const messages = async (files: Record<string, string>) =>
  findingsOf(await load(files)).map(({ message }) => message);

/** Inputs that took between 18 seconds and minutes, or all memory, while what they are read by was not linear. */
describe('small files that were meant to keep the check busy', () => {
  test('an ignore comment of blanks', async () => {
    const comment = `# genesys-flows-ignore${' '.repeat(100_000)}x${' until'.repeat(10_000)}\n`;
    expect(await messages(flow('', comment))).toContain('This suppression names no rule');
  });
  test('20,000 ignore comments', async () => {
    const comments = '# genesys-flows-ignore missing-audio: x\n'.repeat(20_000);
    expect(await messages(flow('', comments))).toContain('This suppression of missing-audio is unused');
  });
  test('40,000 aliases', async () => {
    const list = Array.from({ length: 40_000 }, () => '*x').join(', ');
    expect(await messages(flow('', `a: &x 1\nb: [${list}]\n`))).toEqual([
      'the file has more than 1,000 aliases',
    ]);
  });
  test('1,000 aliases are none too many', async () => {
    const list = Array.from({ length: 1000 }, () => '*x').join(', ');
    expect(await messages(flow('', `a: &x 1\nb: [${list}]\n`))).not.toContain(
      'the file has more than 1,000 aliases',
    );
  });
  test.each<[string, string]>([
    ['literals without an end', `"${'\\\\\\"'.repeat(50_000)}`],
    ['quotes alone', '\\"'.repeat(200_000)],
    ['calls without an end', 'FindQueue( '.repeat(20_000)],
  ])('an expression of %s', async (_, expression) => {
    const text = `    - task: {name: B, refId: b, actions: [{updateData: {statements: [{boolean: {variable: Task.a, value: {exp: "${expression.replaceAll('"', '\\"').replaceAll('\\\\"', '\\"')}"}}}]}}]}\n`;
    expect(await messages(flow(text))).not.toEqual([]);
  });
  test.each(['/[.', '/a[.', '/a]', './a[', '[[', '../a['])('references of %s', async (part) => {
    const text = `    - task: {name: B, refId: b, actions: [{jumpToTask: {name: J, targetTaskRef: "${part.repeat(50_000)}"}}]}\n`;
    expect(await messages(flow(text))).not.toEqual([]);
  });
  test('what looks like a web token', async () => {
    const text = `${'eyJ-'.repeat(50_000)}.${'eyJ-.'.repeat(20_000)}`;
    const nodes = { start: { type: 'start', text, transitions: [{ target: 'end' }] }, end: { type: 'end' } };
    const found = await load({ 'flows/x.flow.json': manifest(nodes) });
    expect(findingsOf(found).map(({ rule }) => rule)).not.toContain('hard-coded-secret');
  });
  test('a message of tabs', () => {
    for (const text of [
      '\t'.repeat(100_000),
      "find 'a' by value of '".repeat(5000),
      "ArchObject:[Name:'".repeat(5000),
    ])
      expect(readMessages([{ type: 'Error', text: `x${text}x` }]).length).toBeLessThan(2);
  });
});

describe('tokens stop at the size of a file', () => {
  const big = 'x'.repeat(1_000_000);
  test('in a file', async () => {
    const files = {
      'flows/x.flow.json': JSON.stringify({
        target_region: 'us-east-1',
        flow_file: 'x.yaml',
        substitutions: { A: big },
      }),
      'flows/x.yaml': `${HEAD}${TASK}  description: "${'{{A}}'.repeat(600)}"\n`,
    };
    expect(await messages(files)).toEqual(['the text has more than 10 MiB once its tokens are replaced']);
  });
  test('in a graph of the manifest', async () => {
    const nodes = Object.fromEntries(
      Array.from({ length: 600 }, (_, at) => [`n${at}`, { type: 'say', text: '{{A}}', transitions: [] }]),
    );
    const found = await messages({ 'flows/x.flow.json': manifest(nodes, { substitutions: { A: big } }) });
    expect(found.filter((message) => message.startsWith('the text has more than'))).toHaveLength(1);
  });
  test('and at 100,000 tokens', () => {
    const done = substitute('{{A}}'.repeat(2_000_000), { A: '' });
    expect(done.error?.message).toBe('the text has more than 100,000 tokens');
    expect(done.used).toEqual(new Set(['A']));
  });
});

test('globs with parentheses are refused, in the configuration too', async () => {
  const config = { '.genesys-flows.yml': 'manifests: ["+(+(+(+(a))))b"]\n' };
  await expect(load({ ...flow(''), ...config })).rejects.toThrow(/has parentheses/);
  const suppression = {
    '.genesys-flows.yml': 'suppressions: [{rule: missing-audio, file: "@(a|b)", reason: x}]\n',
  };
  expect((await messages({ ...flow(''), ...suppression })).join()).toContain('Glob "@(a|b)" has parentheses');
});
