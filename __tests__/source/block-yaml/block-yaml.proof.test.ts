import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBlockYaml } from '../../../src/source/block-yaml/read.ts';
import { corpusTexts, exportTexts } from './exports.ts';
import { compareReaders } from './same-reading.ts';
import { mutated, soup, structured } from './texts.ts';

const LONG = process.env.PROOF === 'long';
const RUNS = LONG ? 60_000 : 1500;
const TIMEOUT_MS = LONG ? 1_800_000 : 60_000;
const corpus = corpusTexts();

/** Compares both readers over generated texts, and tells which share of them the fast one read. */
function shareRead(texts: fc.Arbitrary<string>, numRuns: number): number {
  let [read, all] = [0, 0];
  fc.assert(
    fc.property(texts, (text) => {
      all++;
      if (compareReaders(text) === 'read') read++;
    }),
    // Known in CI, so that a finding can be repeated; new ones in the long proof.
    LONG ? { numRuns } : { numRuns, seed: 15 },
  );
  return read / all;
}

describe('the fast YAML reader gives what the yaml package gives, or hands over', {
  timeout: TIMEOUT_MS,
}, () => {
  test('generated documents', () => {
    expect(shareRead(structured, RUNS)).toBeGreaterThan(0.25);
  });

  test('pieces of YAML one after the other', () => {
    expect(shareRead(soup, RUNS)).toBeGreaterThan(0.15);
  });

  test('exports with changed bytes and lines', () => {
    const texts = exportTexts();
    expect(shareRead(mutated(texts), RUNS)).toBeGreaterThan(0.2);
  });

  test.skipIf(corpus.length === 0)(
    'real flows, and changed ones (skipped where the corpus is not there)',
    () => {
      for (const text of corpus) compareReaders(text);
      expect(corpus.filter((text) => readBlockYaml('x.yaml', text) === undefined)).toHaveLength(0);
      const small = corpus.filter((text) => text.length < 6000);
      expect(shareRead(mutated(small), LONG ? 20_000 : 300)).toBeGreaterThan(0.2);
    },
  );
});
