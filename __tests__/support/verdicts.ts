import { parse } from '../../src/expressions/parser.ts';
import { EXAMPLES, mutated, pick, seeded } from './expressions.ts';

/** What Architect's parser says of mutated examples, a bit for each; written by the proof below with RECORD=1. */
export const RECORDED = '__tests__/fixtures/expressions/verdicts.json';
export const MUTATIONS = 7000;

/** Mutated examples; the same ones for the same seed. */
export function mutations(count: number, seed: number): string[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => mutated(random, pick(random, EXAMPLES).input));
}

/** True if the parser of this project takes the text. */
export function accepted(text: string): boolean {
  return parse(text).problems.every(({ level }) => level !== 'error');
}

/** True for a text that only ends too early: Architect's grammar tolerates that, and its later passes report it. */
export function endsEarly(text: string): boolean {
  const errors = parse(text).problems.filter(({ level }) => level === 'error');
  if (errors.some(({ message }) => message.endsWith('has no closing quote'))) return true;
  return (
    errors.length > 0 &&
    errors.every(
      ({ message, start }) => start >= text.trimEnd().length || /is not closed$|has no ":"$/.test(message),
    )
  );
}
