import type { Assumption } from './assumptions.ts';
import { functionNamed } from './catalogue.ts';
import type { Checked } from './checker.ts';
import { Decimal, placesOf } from './decimal.ts';
import { implementationOf } from './functions/index.ts';
import type { Invocation, World } from './implementation.ts';
import { parameterAt } from './operands.ts';
import { constant, propertyValue } from './property-value.ts';
import { RunTimeError, UnknownResult } from './run-time-error.ts';
import type { Overload } from './signature.ts';
import type { Call, Literal, Node, Operation } from './syntax.ts';
import { NOT_SET, type Type, UNKNOWN } from './type.ts';
import { bool, notSet, text, type Value } from './value.ts';

/** What came of an expression, and the assumptions that it depends on. */
export type Outcome = { readonly assumptions: readonly Assumption[] } & (
  | { readonly kind: 'value'; readonly value: Value }
  /** The platform would stop here and run the flow's error handling. */
  | { readonly kind: 'error'; readonly message: string; readonly at: Node }
  /** It depends on something that is not known here. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly at: Node }
);

/** The value of a variable by its name as written, or undefined if it is not known. */
export type Variables = (name: string) => Value | undefined;

/** Evaluates an expression that was checked and is not wrong. The platform's bound on nesting bounds the recursion. */
export function evaluate(checked: Checked, variables: Variables, world: World): Outcome {
  return new Evaluator(checked, variables, world).run();
}

class Evaluator {
  readonly #checked: Checked;
  readonly #variables: Variables;
  readonly #world: World;
  readonly #assumptions = new Set<Assumption>();
  #at: Node;

  constructor(checked: Checked, variables: Variables, world: World) {
    this.#checked = checked;
    this.#variables = variables;
    this.#world = world;
    this.#at = checked.root;
  }

  run(): Outcome {
    const rest = () => ({ assumptions: [...this.#assumptions].sort() });
    try {
      if (this.#checked.wrong) throw new UnknownResult('The expression has errors');
      const value = this.#value(this.#checked.root);
      return { kind: 'value', value, ...rest() };
    } catch (error) {
      if (error instanceof RunTimeError)
        return { kind: 'error', message: error.message, at: this.#at, ...rest() };
      if (error instanceof UnknownResult)
        return { kind: 'unknown', reason: error.message, at: this.#at, ...rest() };
      throw error;
    }
  }

  #assume = (id: Assumption): void => {
    this.#assumptions.add(id);
  };

  #typeOf(node: Node): Type {
    return this.#checked.types.get(node) ?? UNKNOWN;
  }

  #value(node: Node): Value {
    switch (node.kind) {
      case 'literal':
        return literalValue(node);
      case 'notSet':
        return notSet(NOT_SET);
      case 'variable':
        return this.#variable(node.name, node);
      case 'property': {
        const target = this.#value(node.target);
        this.#at = node;
        return propertyValue(target, node.name, this.#typeOf(node), this.#assume);
      }
      case 'index':
        return this.#index(node.target, node.index, node);
      case 'call':
        return this.#call(node);
      case 'operation':
        return this.#operation(node);
      default:
        throw new UnknownResult('The expression is not complete');
    }
  }

  #variable(name: string, node: Node): Value {
    const value = this.#variables(name) ?? constant(name, this.#typeOf(node));
    this.#at = node;
    if (!value) throw new UnknownResult(`The value of ${name} is not known here`);
    return value;
  }

  #index(target: Node, index: Node, node: Node): Value {
    const [of, at] = [this.#value(target), this.#value(index)];
    this.#at = node;
    if (of.kind !== 'list' && at.kind === 'str')
      return propertyValue(of, at.value, this.#typeOf(node), this.#assume);
    return this.#apply('[', [at, of], node);
  }

  #call(node: Call): Value {
    const known = functionNamed(node.name);
    if (known?.name === 'If') return this.#branch(node.operands, node);
    this.#at = node;
    if (!known) throw new UnknownResult(`What ${node.name} does is not known here`);
    return this.#apply(
      known.name,
      node.operands.map((operand) => this.#value(operand)),
      node,
    );
  }

  #operation(node: Operation): Value {
    const { operator, operands } = node;
    if (operator === '?') return this.#branch(operands, node);
    if (operator === 'and' || operator === 'or') return this.#logic(operator, operands, node);
    return this.#apply(
      operator,
      operands.map((operand) => this.#value(operand)),
      node,
    );
  }

  /** Only the branch that the condition picks is evaluated. */
  #branch([condition, then, otherwise]: readonly Node[], node: Node): Value {
    if (!condition || !then || !otherwise) throw new UnknownResult('The expression is not complete');
    const value = this.#value(condition);
    if (value.kind === 'notSet') this.#assume('if-not-set');
    else if (value.kind !== 'bln') throw this.#untyped(node);
    const result = this.#value(value.kind === 'bln' && value.value ? then : otherwise);
    return result.kind === 'notSet' ? notSet(this.#typeOf(node)) : result;
  }

  /** The right side is evaluated only where the left one does not decide. */
  #logic(operator: 'and' | 'or', [left, right]: readonly Node[], node: Node): Value {
    for (const side of [left, right]) {
      const value = side === undefined ? undefined : this.#value(side);
      this.#at = node;
      if (value?.kind === 'notSet') throw new RunTimeError(`"${operator}" does not take NOT_SET`);
      if (value?.kind !== 'bln') throw this.#untyped(node);
      if (value.value === (operator === 'or') || side === right) return value;
    }
    return bool(operator === 'and');
  }

  #untyped(node: Node): UnknownResult {
    this.#at = node;
    return new UnknownResult('The type of a value is not known here');
  }

  #apply(name: string, values: readonly Value[], node: Node): Value {
    this.#at = node;
    const overload = this.#checked.overloads.get(node);
    if (!overload) throw this.#untyped(node);
    checkArguments(name, overload, values);
    const implementation = implementationOf(name);
    if (!implementation) throw new UnknownResult(`What ${name} does is not known here`);
    const call: Invocation = {
      name,
      overload,
      type: this.#typeOf(node),
      world: this.#world,
      assume: this.#assume,
    };
    return implementation(values, call);
  }
}

/** What Architect checks of literals, the platform checks of all values when the flow runs. */
function checkArguments(name: string, overload: Overload, values: readonly Value[]): void {
  for (const [index, value] of values.entries()) {
    const parameter = parameterAt(overload, index);
    if (!parameter) continue;
    if (value.kind === 'notSet') {
      if (!parameter.notSet) throw new RunTimeError(`${name}: ${parameter.name} is NOT_SET`);
      continue;
    }
    if (value.kind !== 'int') continue;
    const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, nonzero } = parameter;
    if (value.value < min || value.value > max || (nonzero && value.value === 0))
      throw new RunTimeError(`${name}: ${parameter.name} cannot be ${value.value}`);
  }
}

function literalValue({ type, text: written }: Literal): Value {
  switch (type) {
    case 'str':
      return text(written);
    case 'int':
      return { kind: 'int', value: Number(written) };
    case 'dec':
      return { kind: 'dec', value: new Decimal(written), places: placesOf(written) };
    case 'bln':
      return bool(written === 'true');
  }
}
