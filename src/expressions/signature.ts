import { type Type, typeOf } from './type.ts';

const RULES = [
  'branches',
  'same',
  'same2',
  'same-or-string',
  'list-of-same',
  'list-of',
  'find',
  'item',
  'property',
  'unique-contexts',
] as const;

/** How the result type of an overload follows from its operands, where it is not fixed. */
export type ResultRule = (typeof RULES)[number];

/** A text that a literal must be. */
export type LiteralCheck = 'currency' | 'dialingCode' | 'language';

export interface Parameter {
  readonly name: string;
  readonly type: Type;
  /** Takes NOT_SET, as a literal and at run time. */
  readonly notSet: boolean;
  /** The last parameter of a call that takes any number more of them. */
  readonly repeatable: boolean;
  readonly literal: boolean;
  readonly nonzero: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly check?: LiteralCheck;
}

/** One way to call a function or to use an operator. */
export interface Overload {
  readonly parameters: readonly Parameter[];
  readonly returns: Type;
  readonly rule?: ResultRule;
  /** Nothing may be done with its result. */
  readonly last: boolean;
}

const CHECKS: ReadonlySet<string> = new Set<LiteralCheck>(['currency', 'dialingCode', 'language']);

/**
 * Reads a line of the catalogue: `(text: str, length: int min=0, more: ...str?) str rule last`. A `?` behind a type takes
 * NOT_SET, `...` before it repeats; `min`, `max`, `nonzero`, `literal` and the name of a check hold for literals.
 */
export function parseSignature(line: string): Overload {
  const close = line.lastIndexOf(')');
  const inside = line.slice(1, close);
  const [returns = '?', ...words] = line.slice(close + 2).split(' ');
  const rule = RULES.find((each) => words.includes(each));
  return {
    parameters: inside === '' ? [] : inside.split(', ').map(parameter),
    returns: typeOf(returns),
    ...(rule === undefined ? {} : { rule }),
    last: words.includes('last'),
  };
}

function parameter(text: string): Parameter {
  const [name = '', type = '', ...flags] = text.split(' ');
  const number = (flag: string) => {
    const found = flags.find((each) => each.startsWith(`${flag}=`));
    return found === undefined ? {} : { [flag]: Number(found.slice(flag.length + 1)) };
  };
  const check = flags.find((flag): flag is LiteralCheck => CHECKS.has(flag));
  return {
    name: name.slice(0, -1),
    type: typeOf(type.replace('...', '').replace('?', '')),
    notSet: type.endsWith('?'),
    repeatable: type.startsWith('...'),
    literal: flags.includes('literal'),
    nonzero: flags.includes('nonzero'),
    ...number('min'),
    ...number('max'),
    ...(check === undefined ? {} : { check }),
  };
}
