import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { accepted, endsEarly, MUTATIONS, mutations, RECORDED } from '../support/verdicts.ts';

describe('what Architect’s own parser said of mutated examples', () => {
  test('the parser of this project says the same, but of texts that end too early', () => {
    const { seed, bits } = JSON.parse(readFileSync(RECORDED, 'utf8')) as { seed: number; bits: string };
    const recorded = Buffer.from(bits, 'base64');
    const texts = mutations(MUTATIONS, seed);
    const compared = texts.filter((text) => !endsEarly(text));
    const differ = compared.filter((text) => {
      const at = texts.indexOf(text);
      return accepted(text) !== Boolean((recorded[at >> 3] ?? 0) & (1 << (at & 7)));
    });
    expect(differ).toEqual([]);
    expect(compared.length).toBeGreaterThan(5000);
    const good = compared.filter(accepted).length;
    expect(good).toBeGreaterThan(1000);
    expect(compared.length - good).toBeGreaterThan(1000);
  });
});
