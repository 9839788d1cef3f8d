import { accepts, firstRefused, parameterAt, takesCount } from './operands.ts';
import { conversionHint } from './result-type.ts';
import type { Overload } from './signature.ts';
import type { Node } from './syntax.ts';
import { type Type, typeName, UNKNOWN } from './type.ts';

interface Place {
  readonly start: number;
  readonly end: number;
}

/** A call or an operator whose operands no overload takes. */
export interface Refused {
  readonly node: Node;
  /** As it is shown in a message: `Left`, `"+"`. */
  readonly shown: string;
  /** Offset of the name or the operator. */
  readonly at: number;
  readonly operands: readonly Node[];
  readonly types: readonly Type[];
}

/** Says which operand keeps every overload from taking them, or that their number does. */
export function refusal(
  overloads: readonly Overload[],
  { node, shown, at, operands, types }: Refused,
): { readonly place: Place; readonly message: string; readonly hint: string } {
  const place = placeOf(node, at);
  const sized = overloads.filter((overload) => takesCount(overload, types.length));
  if (sized.length === 0)
    return {
      place,
      message: `${shown} does not take ${count(types.length)}`,
      hint: `It takes ${counts(overloads)}.`,
    };
  const furthest = Math.max(...sized.map((overload) => firstRefused(overload, types)));
  const found = types[furthest] ?? UNKNOWN;
  const wanted = expected(sized, furthest, types);
  const [only] = wanted;
  if (node.kind !== 'call')
    return {
      place,
      message: `${shown} does not take ${types.map(typeName).join(' and ')}`,
      hint: operatorHint(types, only),
    };
  return {
    place: operands[furthest] ?? place,
    message: `${shown}: argument ${furthest + 1} must be ${wanted.map(typeName).join(' or ')}, not ${typeName(found)}`,
    hint: only && found.code !== 'nts' ? conversionHint(only, found) : 'Use a value of that type.',
  };
}

/** Where a call or an operator is underlined: at its name. */
export function placeOf(node: Node, at = node.start): Place {
  if (node.kind === 'call') return { start: node.start, end: node.nameEnd };
  return { start: at, end: at + (node.kind === 'operation' ? node.operator.length : 1) };
}

/** The types that the overloads ask for at an operand that all of them refuse, where they take those before it. */
function expected(overloads: readonly Overload[], at: number, types: readonly Type[]): Type[] {
  const seen = new Map<string, Type>();
  for (const overload of overloads) {
    const parameter = parameterAt(overload, at);
    if (
      !parameter ||
      parameter.type.code === 'nts' ||
      firstRefused(overload, types) !== at ||
      accepts(parameter, types[at] ?? UNKNOWN) !== false
    )
      continue;
    seen.set(typeName(parameter.type), parameter.type);
  }
  return [...seen.values()];
}

function operatorHint(types: readonly Type[], only: Type | undefined): string {
  if (types.some(({ code }) => code === 'nts')) return 'Test with IsSet(…) whether a value is set.';
  // "text" + 1 is the most common error.
  if (types.some(({ code, list }) => code === 'str' && !list))
    return 'Convert the other value with ToString(…).';
  const found = types.at(-1);
  return only && found ? conversionHint(only, found) : 'Convert one of the values.';
}

function count(number: number): string {
  return number === 1 ? '1 argument' : `${number} arguments`;
}

function counts(overloads: readonly Overload[]): string {
  const fixed = [...new Set(overloads.map(({ parameters }) => parameters.length))].sort((a, b) => a - b);
  const least = fixed[0] ?? 0;
  if (overloads.some(({ parameters }) => parameters.at(-1)?.repeatable)) return `${least} or more`;
  return fixed.length === 1 ? count(least) : `${fixed.slice(0, -1).join(', ')} or ${fixed.at(-1)}`;
}
