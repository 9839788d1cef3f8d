import { functionNamed, functionNames } from '../../src/expressions/catalogue.ts';
import { lex } from '../../src/expressions/lexer.ts';
import { takesCount } from '../../src/expressions/operands.ts';
import { parse } from '../../src/expressions/parser.ts';
import type { Call, Node } from '../../src/expressions/syntax.ts';
import type { Token } from '../../src/expressions/token.ts';
import { childrenOf } from '../../src/expressions/tree.ts';
import { fitsAny } from '../../src/expressions/type.ts';
import { pick } from './expressions.ts';

/** An expression with a mistake that was put into it, and where it has to be reported. */
export interface SeededMistake {
  readonly kind: 'function' | 'arity' | 'type' | 'bracket';
  readonly text: string;
  readonly rule: string;
  /** Offset from 0. */
  readonly at: number;
}

type Random = () => number;

function callsIn(root: Node): Call[] {
  const found: Call[] = [];
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'call') found.push(node);
    open.push(...childrenOf(node));
  }
  return found;
}

// An s is left out: a plural may be a new function.
const LETTERS = 'abcdefghijklmnopqrtuvwxyz'.split('');

/** One letter left out, put in or swapped with its neighbour. */
function misspelt(random: Random, name: string): string {
  const at = 1 + Math.floor(random() * (name.length - 2));
  switch (Math.floor(random() * 3)) {
    case 0:
      return name.slice(0, at) + name.slice(at + 1);
    case 1:
      return name.slice(0, at) + pick(random, LETTERS) + name.slice(at);
    default:
      return name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2);
  }
}

function wrongFunction(random: Random, text: string): SeededMistake | undefined {
  const calls = callsIn(parse(text).root).filter(({ name }) => name.length >= 4);
  if (calls.length === 0) return undefined;
  const call = pick(random, calls);
  const name = misspelt(random, call.name);
  if (functionNames().some((known) => known.toLowerCase() === name.toLowerCase())) return undefined;
  return {
    kind: 'function',
    rule: 'unknown-function',
    text: text.slice(0, call.start) + name + text.slice(call.nameEnd),
    at: call.start,
  };
}

function wrongArity(random: Random, text: string): SeededMistake | undefined {
  const calls = callsIn(parse(text).root);
  if (calls.length === 0) return undefined;
  const call = pick(random, calls);
  const known = functionNamed(call.name);
  const last = call.operands.at(-1);
  if (!known || !last) return undefined;
  const more = random() < 0.5;
  const count = call.operands.length + (more ? 1 : -1);
  if (known.overloads.some((overload) => takesCount(overload, count))) return undefined;
  const before = call.operands.at(-2)?.end ?? text.indexOf('(', call.nameEnd) + 1;
  return {
    kind: 'arity',
    rule: 'expression-type',
    text: more
      ? `${text.slice(0, last.end)}, 1${text.slice(last.end)}`
      : text.slice(0, before) + text.slice(last.end),
    at: call.start,
  };
}

const LITERALS: readonly [code: string, text: string][] = [
  ['str', '"x"'],
  ['int', '7'],
  ['dec', '7.5'],
  ['bln', 'true'],
];

/** A literal that no way to call the function takes in place of an argument. */
function wrongType(random: Random, text: string): SeededMistake | undefined {
  const calls = callsIn(parse(text).root).filter(({ operands }) => operands.length > 0);
  if (calls.length === 0) return undefined;
  const call = pick(random, calls);
  const at = Math.floor(random() * call.operands.length);
  const operand = call.operands[at];
  const overloads =
    functionNamed(call.name)?.overloads.filter((each) => takesCount(each, call.operands.length)) ?? [];
  if (operand?.kind !== 'literal' || overloads.length === 0) return undefined;
  const [code, written] = pick(random, LITERALS);
  const refused = overloads.every(({ parameters }) => {
    const { type } = parameters[at] ?? parameters.at(-1) ?? { type: undefined };
    return type !== undefined && type.code !== code && !(type.code === 'any' && fitsAny(code));
  });
  if (!refused) return undefined;
  return {
    kind: 'type',
    rule: 'expression-type',
    text: text.slice(0, operand.start) + written + text.slice(operand.end),
    at: operand.start,
  };
}

const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

function isBracket({ kind, text }: Token): boolean {
  return kind === 'punctuation' && '()[]'.includes(text);
}

/** A bracket that is left out. Where it is missed follows from matching the others, which is done here on its own. */
function missingBracket(random: Random, text: string): SeededMistake | undefined {
  const brackets = lex(text).tokens.filter(isBracket);
  if (brackets.length === 0) return undefined;
  const gone = pick(random, brackets);
  const left = text.slice(0, gone.start) + text.slice(gone.end);
  const at = whereMissed(left, gone);
  return at === undefined ? undefined : { kind: 'bracket', rule: 'expression-syntax', text: left, at };
}

/** True for a token that starts a value and cannot go on with one. */
function startsValue(token: Token | undefined): boolean {
  if (!token || token.kind === 'field' || token.kind === 'end') return false;
  return token.kind !== 'punctuation' || '(!~'.includes(token.text);
}

function whereMissed(text: string, gone: Token): number | undefined {
  const { tokens } = lex(text);
  const next = tokens.findIndex(({ start }) => start >= gone.start);
  const [before, following] = [tokens[next - 1], tokens[next]];
  // Without its opening bracket, a call or an index is a name and a value with nothing between them.
  if ((gone.text === '(' && before?.kind === 'identifier') || gone.text === '[') {
    if (following?.text === '-') return undefined;
    // A name and what stood in the call may have become one name, and that may be called itself.
    const isCalled = following?.text === '(' && before?.kind === 'identifier';
    if (startsValue(following) && !isCalled) return following?.start;
  }
  return firstUnmatched(tokens);
}

/** The first bracket that does not match, or the first comma outside a call; else the last bracket that is not closed. */
function firstUnmatched(tokens: readonly Token[]): number | undefined {
  const open: { readonly token: Token; readonly call: boolean }[] = [];
  for (const [index, token] of tokens.entries()) {
    const { kind, text, start } = token;
    if (kind !== 'punctuation') continue;
    if (text === '(' || text === '[')
      open.push({ token, call: text === '(' && tokens[index - 1]?.kind === 'identifier' });
    else if (text === ',' && !open.at(-1)?.call) return start;
    else if (PAIRS[text] !== undefined && open.pop()?.token.text !== PAIRS[text]) return start;
  }
  return open.at(-1)?.token.start;
}

const KINDS = [wrongFunction, wrongArity, wrongType, missingBracket];

/** Puts one mistake into an expression; undefined where there is no place for the kind that was drawn. */
export function seedMistake(random: Random, text: string): SeededMistake | undefined {
  return pick(random, KINDS)(random, text);
}
