import examples from '../fixtures/expressions/examples.json' with { type: 'json' };

/** One worked example of the platform's catalogue. `worded`: its output is described, not written as a value. */
export interface Example {
  readonly of: string;
  readonly input: string;
  readonly output: string;
  readonly worded?: boolean;
  readonly type: string;
}

export const EXAMPLES: readonly Example[] = examples.examples;

/** A generator of numbers from 0 up to 1 that gives the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(random: () => number, list: readonly T[]): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error('there is nothing to pick from');
  return found;
}

/** What mutations put into expressions. */
const BITS =
  '( ) [ ] , " + - * / % ^ == != > <= & | ! ~ ? : . and or x 1 5. .5 NOT_SET true Flow.a \\ \' = _ # é ."q" f('
    .split(' ')
    .concat(' ', '\n', ' or ');

/** An expression after one or two random edits. */
export function mutated(random: () => number, expression: string): string {
  let text = expression;
  for (let edits = 1 + Math.floor(random() * 2); edits > 0; edits--) {
    const at = Math.floor(random() * (text.length + 1));
    const other = Math.floor(random() * (text.length + 1));
    const [from, to] = [Math.min(at, other), Math.max(at, other)];
    switch (Math.floor(random() * 5)) {
      case 0:
        text = text.slice(0, at) + text.slice(at + 1);
        break;
      case 1:
        text = text.slice(0, at) + pick(random, BITS) + text.slice(at);
        break;
      case 2:
        text = text.slice(0, at) + pick(random, BITS) + text.slice(at + 1);
        break;
      case 3:
        text = text.slice(0, from) + text.slice(to);
        break;
      default:
        text = text.slice(0, to) + text.slice(from);
    }
  }
  return text;
}
