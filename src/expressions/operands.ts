import type { Overload, Parameter } from './signature.ts';
import { fitsAny, isUnknown, type Type } from './type.ts';

/** True if a parameter takes an operand of this type; `maybe` if the type is not known. */
export function accepts(parameter: Parameter, operand: Type): boolean | 'maybe' {
  const { type, notSet } = parameter;
  if (operand.code === 'nts') return notSet && !type.list;
  if (operand.list !== undefined && operand.list !== type.list) return false;
  if (isUnknown(operand)) return 'maybe';
  if (type.code === 'any') return fitsAny(operand.code);
  if (type.code === 'apa') return operand.code === 'aud' || operand.code === 'pmt';
  return operand.code === type.code;
}

/** The parameter that takes the operand at `index`; the last one may repeat. */
export function parameterAt({ parameters }: Overload, index: number): Parameter | undefined {
  if (index < parameters.length) return parameters[index];
  const last = parameters.at(-1);
  return last?.repeatable ? last : undefined;
}

/** True if a call with so many operands can mean this overload. */
export function takesCount({ parameters }: Overload, count: number): boolean {
  return count === parameters.length || (count > parameters.length && parameters.at(-1)?.repeatable === true);
}

/** The index of the first operand that an overload does not take, the number of operands if it takes all. */
export function firstRefused(overload: Overload, operands: readonly Type[]): number {
  let index = 0;
  for (const operand of operands) {
    const parameter = parameterAt(overload, index);
    if (!parameter || accepts(parameter, operand) === false) return index;
    index++;
  }
  return operands.length;
}

/** The overloads that take these operands, in the platform's order: the first one counts if the types are known. */
export function fitting(overloads: readonly Overload[], operands: readonly Type[]): Overload[] {
  const all: Overload[] = [];
  const one = !operands.some(isUnknown);
  for (const overload of overloads) {
    if (!takesCount(overload, operands.length) || firstRefused(overload, operands) < operands.length)
      continue;
    all.push(overload);
    if (one) break;
  }
  return all;
}
