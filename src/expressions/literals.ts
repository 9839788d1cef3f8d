import system from './data/system.json' with { type: 'json' };
import type { ProblemRule } from './problem.ts';
import type { Parameter } from './signature.ts';
import type { Literal, Node } from './syntax.ts';
import { typeName } from './type.ts';

/** Digits that an integer literal may have. */
const MAX_INTEGER_DIGITS = 15;
/** Significant digits that a decimal literal may have. */
const MAX_DECIMAL_DIGITS = 40;

interface LiteralProblem {
  readonly message: string;
  readonly hint: string;
}

const LANGUAGE = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/;

const currencies = new Set(system.currencies.split(' '));

/** A number that is outside what its type can hold. */
export function rangeProblem({ type, text }: Literal): LiteralProblem | undefined {
  if (type === 'int' && text.replace('-', '').length > MAX_INTEGER_DIGITS)
    return {
      message: `${text} has more than the ${MAX_INTEGER_DIGITS} digits that an Integer can have`,
      hint: `Use a number of at most ${MAX_INTEGER_DIGITS} digits.`,
    };
  if (type !== 'dec') return undefined;
  const digits = text.replace(/^-?0*/, '').replace('.', '').replace(/^0+/, '').length;
  return digits > MAX_DECIMAL_DIGITS
    ? {
        message: `${text} has more than the ${MAX_DECIMAL_DIGITS} significant digits that a Decimal can have`,
        hint: 'Write fewer digits.',
      }
    : undefined;
}

/** What keeps a literal from being the value of a parameter, or a value that is none from being where one is needed. */
export function literalProblem(
  parameter: Parameter,
  operand: Node,
  name: string,
): (LiteralProblem & { readonly rule: ProblemRule }) | undefined {
  const type: ProblemRule = 'expression-type';
  if (operand.kind !== 'literal')
    return parameter.literal
      ? {
          rule: type,
          message: `${name}: ${parameter.name} must be a literal`,
          hint: `Write a ${typeName(parameter.type)} value, not an expression.`,
        }
      : undefined;
  if (operand.type === 'str') {
    const hint = textHint(parameter, operand.text);
    return hint === undefined
      ? undefined
      : {
          rule: type,
          message: `${name}: ${parameter.name} cannot be ${JSON.stringify(operand.text)}`,
          hint,
        };
  }
  const value = Number(operand.text);
  if (parameter.nonzero && value === 0)
    return name === '/' || name === '%'
      ? {
          rule: 'division-by-zero-literal',
          message: `"${name}" divides by ${operand.text}`,
          hint: 'Divide by a value that is not zero.',
        }
      : { rule: type, message: `${name}: ${parameter.name} cannot be 0`, hint: 'Use another number.' };
  const { min, max } = parameter;
  if ((min === undefined || !(value < min)) && (max === undefined || !(value > max))) return undefined;
  return {
    rule: type,
    message: `${name}: ${parameter.name} cannot be ${operand.text}`,
    hint:
      max === undefined
        ? `Use a number from ${min} up.`
        : `Use a number ${min === undefined ? `up to ${max}` : `from ${min} to ${max}`}.`,
  };
}

/** What to write instead of a text that a parameter does not take. */
function textHint({ check }: Parameter, text: string): string | undefined {
  if (check === 'currency' && !isCurrency(text)) return 'Use an ISO 4217 code such as "USD".';
  // Which languages have a voice changes; how a tag looks does not.
  if (check === 'language' && !LANGUAGE.test(text)) return 'Use a language tag such as "en-US".';
  if (check === 'dialingCode' && !dialingCodes().has(text))
    return 'Use the dialing code of a country such as "1".';
  return undefined;
}

/** True for an ISO 4217 code of the platform's table, or of a newer list. */
export function isCurrency(code: string): boolean {
  const upper = code.toUpperCase();
  return currencies.has(upper) || Intl.supportedValuesOf('currency').includes(upper);
}

let dialing: ReadonlySet<string> | undefined;

function dialingCodes(): ReadonlySet<string> {
  dialing ??= new Set(system.regions.split(' ').map((region) => region.slice(2)));
  return dialing;
}
