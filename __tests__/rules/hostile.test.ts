import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineStarts } from '../../src/source/lines.ts';
import { corpusFlows, ownFlows } from '../mutation/subject.ts';
import { findingsOf, load } from '../support/load.ts';

const RUNS = process.env.PROOF === 'long' ? 20_000 : 500;
const { architect, graphs } = ownFlows();
const TEXTS = [...architect, ...graphs, ...corpusFlows()].map(({ text }) => text);

/** Checks bytes as a flow file, and that whatever is found has a place in the file. */
async function survives(bytes: Buffer): Promise<void> {
  const text = bytes.toString('utf8');
  const lines = lineStarts(text).length;
  const files = {
    'flows/x.flow.json': '{"target_region": "us-east-1", "flow_file": "x.yaml", "substitutions": {"A": "b"}}',
    'flows/x.yaml': bytes,
  };
  for (const { file, range, message, hint } of findingsOf(await load(files))) {
    expect(message).not.toMatch(/undefined|\[object|NaN/);
    expect(hint).not.toBe('');
    if (file !== 'flows/x.yaml') continue;
    expect(range.line).toBeGreaterThan(0);
    expect(range.endLine).toBeLessThanOrEqual(lines + 1);
    expect(range.column).toBeGreaterThan(0);
  }
}

describe('a file that somebody broke is read or told about, and never ends the run', () => {
  const flow = fc.nat(TEXTS.length - 1).map((at) => Buffer.from(TEXTS[at] ?? ''));
  test('bytes that were changed', { timeout: 600_000 }, async () => {
    const edits = fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    await fc.assert(
      fc.asyncProperty(flow, edits, async (bytes, list) => {
        const broken = Buffer.from(bytes);
        for (const [where, byte] of list)
          if (broken.length > 0) broken[Math.floor(where * (broken.length - 1))] = byte;
        await survives(broken);
      }),
      { numRuns: RUNS, seed: 1 },
    );
  });
  test('files that end too early', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(flow, fc.double({ min: 0, max: 1, noNaN: true }), (bytes, where) =>
        survives(bytes.subarray(0, Math.floor(where * bytes.length))),
      ),
      { numRuns: RUNS, seed: 2 },
    );
  });
  test('values of the wrong kind anywhere', { timeout: 600_000 }, async () => {
    const values = fc.constantFrom(
      'null',
      '[]',
      '{}',
      '5',
      '""',
      'true',
      '[[]]',
      '{a: {b: 1}}',
      '{{T}}',
      '&a *a',
    );
    await fc.assert(
      fc.asyncProperty(flow, fc.nat(1000), values, async (bytes, at, value) => {
        const lines = bytes.toString('utf8').split('\n');
        const line = at % lines.length;
        lines[line] = (lines[line] ?? '').replace(/: .*$/, `: ${value}`);
        await survives(Buffer.from(lines.join('\n')));
      }),
      { numRuns: RUNS, seed: 3 },
    );
  });
});

describe('shapes that are meant to hurt are over in a moment', () => {
  const head = 'inboundCall:\n  name: Demo\n  startUpRef: ./tasks/task[a]\n';
  const nest = (depth: number) =>
    `${'{decision: {name: d, outputs: {"yes": {actions: ['.repeat(depth)}${']}}}}'.repeat(depth)}`;
  test.each<[string, () => string]>([
    ['10,000 levels of lists', () => `${head}  tasks: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`],
    [
      'actions as deep as may be',
      () => `${head}  tasks:\n    - task: {name: A, refId: a, actions: [${nest(35)}]}\n`,
    ],
    [
      'an alias bomb',
      () =>
        `${head}  a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghij'
          .split('')
          .map((name, at) => `  ${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`).join(', ')}]\n`)
          .join('')}`,
    ],
    ['a scalar of 5 MB', () => `${head}  description: ${'x'.repeat(5_000_000)}\n`],
    [
      'an expression of 5 MB',
      () =>
        `${head}  tasks:\n    - task: {name: A, refId: a, actions: [{updateData: {exp: "${'Flow.x + '.repeat(500_000)}"}}]}\n`,
    ],
    ['20,000 keys given twice', () => `${head}${'  x: 1\n'.repeat(20_000)}`],
    [
      '20,000 tasks that jump to each other',
      () =>
        `${head}  tasks:\n${Array.from(
          { length: 20_000 },
          (_, at) =>
            `    - task: {name: T${at}, refId: ${at === 0 ? 'a' : at}, actions: [{jumpToTask: {name: J, targetTaskRef: "/inboundCall/tasks/task[${at + 1 === 20_000 ? 'a' : at + 1}]"}}]}\n`,
        ).join('')}`,
    ],
    [
      'a refId that is a pattern',
      () => `${head}  tasks:\n    - task: {name: A, refId: "${'[](+*?'.repeat(2000)}", actions: []}\n`,
    ],
    [
      'keys of the prototype',
      () => `${head}  __proto__: {name: x}\n  constructor: {actions: [{__proto__: {actions: 1}}]}\n`,
    ],
  ])(
    '%s',
    async (_, text) => {
      const began = performance.now();
      await survives(Buffer.from(text()));
      expect(performance.now() - began).toBeLessThan(15_000);
    },
    30_000,
  );
});
