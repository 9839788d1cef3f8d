import fc from 'fast-check';
import { describe, test } from 'vitest';
import { corpusFlows, ownFlows } from '../mutation/subject.ts';
import { survives } from '../support/survives.ts';

const RUNS = process.env.PROOF === 'long' ? 20_000 : 500;
const { architect, graphs } = ownFlows();
const TEXTS = [...architect, ...graphs, ...corpusFlows()].map(({ text }) => text);

describe('a broken file is read or reported, and never ends the run', () => {
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
