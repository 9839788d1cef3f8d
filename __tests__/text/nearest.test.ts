import { describe, expect, test } from 'vitest';
import { didYouMean, nearestName, nearMiss } from '../../src/text/nearest.ts';

describe('a name for a hint', () => {
  test.each([
    ['transfr', 'transfer'],
    ['TRANSFER', 'transfer'],
    ['hologram', undefined],
    ['e', undefined],
    ['', undefined],
  ])('%j means %j', (name, expected) => {
    expect(nearestName(name, ['transfer', 'end'])).toBe(expected);
  });

  test('as a sentence', () => {
    expect(didYouMean('edn', ['transfer', 'end'], 'Write one.')).toBe('Did you mean "end"?');
    expect(didYouMean('hologram', ['transfer', 'end'], 'Write one.')).toBe('Write one.');
  });
});

describe('a near miss', () => {
  test.each([
    ['inboundCal', 'inboundCall'],
    ['InboundCall', 'inboundCall'],
    ['playAudoi', 'playAudio'],
    ['inboundCallback', undefined],
    ['inboundCall', undefined],
    ['invoice', undefined],
    ['taskss', 'tasks'],
    ['mask', undefined],
    ['tsaks', 'tasks'],
  ])('of %j is %j', (name, expected) => {
    expect(nearMiss(name, ['inboundCall', 'playAudio', 'voice', 'tasks'])).toBe(expected);
  });
});
