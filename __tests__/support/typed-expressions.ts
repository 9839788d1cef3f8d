import { functionNamed, functionNames } from '../../src/expressions/catalogue.ts';
import { EXAMPLES, pick } from './expressions.ts';

/** Variables of every common type. */
export const VARIABLES: Readonly<Record<string, string>> = {
  'Flow.s': 'str',
  'Flow.i': 'int',
  'Flow.d': 'dec',
  'Flow.b': 'bln',
  'Flow.c': 'cur',
  'Flow.t': 'dtm',
  'Flow.u': 'dur',
  'Flow.p': 'phn',
  'Flow.q': 'que',
  'Flow.ss': 'str[]',
  'Flow.is': 'int[]',
  'Flow.ds': 'dec[]',
  'Flow.qs': 'que[]',
};

const ATOMS = Object.keys(VARIABLES).concat(
  '1 2.5 0 -3 "a" "USD" true NOT_SET Flow.q.name Flow.ss[0] Flow.c.amount Prompt.Hello ToAudioTTS("x")'.split(
    ' ',
  ),
  'Format.Date.dayOnly Language.Gender.neuter MakeList(1) MakeList(NOT_SET) ToString(NOT_SET)'.split(' '),
);
const OPERATORS = ['+', '-', '*', '/', '%', '^', '==', '!=', '>', '<=', '&', '|', 'and', 'or'];
const KNOWN = functionNames().filter((name) => functionNamed(name));

/** A random expression that can be read; mostly its types are wrong. */
export function randomExpression(random: () => number, depth: number): string {
  const kind = random();
  const inner = () => randomExpression(random, depth - 1);
  if (depth <= 0 || kind < 0.35) return pick(random, ATOMS);
  if (kind < 0.7)
    return `${pick(random, KNOWN)}(${Array.from({ length: Math.floor(random() * 4) }, inner).join(', ')})`;
  if (kind < 0.9) return `${inner()} ${pick(random, OPERATORS)} ${inner()}`;
  return kind < 0.95
    ? `${pick(random, ['!', '~', '-'])}(${inner()})`
    : `(${inner()} ? ${pick(random, ATOMS)} : ${pick(random, ATOMS)})`;
}

/** An example with one literal replaced; mostly its types are right. */
export function changedExample(random: () => number): string {
  const { input } = pick(random, EXAMPLES);
  const literals = [...input.matchAll(/"[^"]*"|\b\d+(?:\.\d+)?\b|NOT_SET|true|false/g)];
  if (literals.length === 0) return input;
  const { index, 0: literal } = pick(random, literals);
  return input.slice(0, index) + pick(random, ATOMS) + input.slice(index + literal.length);
}
