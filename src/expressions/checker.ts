import { nearMiss } from '../text/nearest.ts';
import { type Callable, functionNamed, functionNames, newerFunction, operatorNamed } from './catalogue.ts';
import { literalFault, rangeFault } from './literals.ts';
import { accepts, firstRefused, fitting, parameterAt, takesCount } from './operands.ts';
import { type Parsed, parse } from './parser.ts';
import { MAX_PROBLEMS, type Problem, type ProblemLevel, type ProblemRule } from './problem.ts';
import { conversionHint, knownProperties, propertyType, type Result, resultType } from './result-type.ts';
import { OPEN_SCOPE, type Scope } from './scope.ts';
import type { Overload } from './signature.ts';
import {
  type Call,
  type Index,
  type Literal,
  MAX_NESTING,
  type Node,
  type Operation,
  type Property,
} from './syntax.ts';
import { isUnknown, NOT_SET, sameType, type Type, typeName, UNKNOWN } from './type.ts';

/** What an expression means: its tree, the type of every node, and what is wrong with it. */
export interface Checked {
  readonly root: Node;
  readonly type: Type;
  readonly types: ReadonlyMap<Node, Type>;
  /** The overload that a call or an operator means; absent where that cannot be told. */
  readonly overloads: ReadonlyMap<Node, Overload>;
  /** By place; at most `MAX_PROBLEMS`. */
  readonly problems: readonly Problem[];
  /** True if Architect would refuse the expression. */
  readonly wrong: boolean;
}

/** Reads an expression and checks its names and types as Architect does. */
export function checkExpression(text: string, scope: Scope = OPEN_SCOPE): Checked {
  return check(parse(text), scope);
}

/** Checks the names and types of an expression that was read. */
export function check(parsed: Parsed, scope: Scope): Checked {
  return new Checker(parsed, scope).run();
}

class Checker {
  readonly #root: Node;
  readonly #scope: Scope;
  readonly #problems: Problem[];
  readonly #types = new Map<Node, Type>();
  readonly #overloads = new Map<Node, Overload>();
  /** By unknown function: the one that was most likely meant. */
  readonly #meant = new Map<string, string | undefined>();

  constructor({ root, problems }: Parsed, scope: Scope) {
    this.#root = root;
    this.#scope = scope;
    this.#problems = [...problems];
  }

  run(): Checked {
    // What could not be read has no types. This bound also holds for the recursion below.
    const readable =
      this.#root.depth <= MAX_NESTING + 1 && !this.#problems.some(({ level }) => level === 'error');
    const type = readable ? this.#type(this.#root) : UNKNOWN;
    const problems = this.#problems.toSorted((a, b) => a.start - b.start).slice(0, MAX_PROBLEMS);
    return {
      root: this.#root,
      type,
      types: this.#types,
      overloads: this.#overloads,
      problems,
      wrong: problems.some(({ level }) => level === 'error'),
    };
  }

  #report(
    rule: ProblemRule,
    level: ProblemLevel,
    at: { readonly start: number; readonly end: number },
    message: string,
    hint: string,
    meant?: string,
  ): Type {
    const { start, end } = at;
    this.#problems.push({
      rule,
      level,
      start,
      end,
      message,
      hint,
      ...(meant === undefined ? {} : { meant }),
    });
    return UNKNOWN;
  }

  #type(node: Node): Type {
    const type = this.#typeOf(node);
    this.#types.set(node, type);
    return type;
  }

  #typeOf(node: Node): Type {
    switch (node.kind) {
      case 'literal':
        return this.#literal(node);
      case 'notSet':
        return NOT_SET;
      case 'missing':
        return UNKNOWN;
      case 'name':
        return this.#loneName(node.name, node);
      case 'variable':
        return this.#scope(node.name);
      case 'property':
        return this.#property(node);
      case 'index':
        return this.#index(node);
      case 'call':
        return this.#call(node);
      case 'operation':
        return this.#operation(node);
    }
  }

  #literal(node: Literal): Type {
    const fault = rangeFault(node);
    if (fault) this.#report('expression-type', 'error', node, fault.message, fault.hint);
    return { code: node.type, list: false };
  }

  #loneName(name: string, at: Node): Type {
    if (functionNamed(name) ?? newerFunction(name))
      return this.#report(
        'unknown-variable',
        'error',
        at,
        `"${name}" is a function and has no parentheses`,
        `Write ${name}(…).`,
      );
    const lower = name.toLowerCase();
    const meant = lower === 'true' || lower === 'false' ? lower : lower === 'not_set' ? 'NOT_SET' : undefined;
    return this.#report(
      'unknown-variable',
      'error',
      at,
      `"${name}" is neither a variable nor a function`,
      meant === undefined
        ? 'Write a variable as Scope.Name, or put text in double quotes.'
        : `Write ${meant}.`,
      meant,
    );
  }

  #property(node: Property): Type {
    const target = this.#type(node.target);
    const at = { start: node.at, end: node.end };
    return this.#propertyType(propertyType(target, node.name), target, node.name, at);
  }

  #propertyType(result: Result, target: Type, name: string, at: { start: number; end: number }): Type {
    if (!('type' in result)) return this.#report('expression-type', 'error', at, result.message, result.hint);
    if (result.property !== undefined || isUnknown(target)) return result.type;
    // The platform adds properties; only one that looks like a known one is worth a word.
    const meant = nearMiss(name, knownProperties(target));
    if (meant !== undefined)
      this.#report(
        'expression-type',
        'warning',
        at,
        `${typeName(target)} has no property "${name}" that is known here`,
        `Did you mean "${meant}"?`,
        meant,
      );
    return result.type;
  }

  #index(node: Index): Type {
    const target = this.#type(node.target);
    const index = this.#type(node.index);
    if (isUnknown(target)) return UNKNOWN;
    if (index.code === 'str' && !target.list) {
      if (node.index.kind !== 'literal')
        return this.#report(
          'expression-type',
          'error',
          node.index,
          'A property name in brackets must be a text literal',
          'Write the name in double quotes.',
        );
      return this.#propertyType(propertyType(target, node.index.text), target, node.index.text, node.index);
    }
    return this.#apply(
      node,
      operatorNamed('['),
      '"[ ]"',
      node.at,
      [node.index, node.target],
      [index, target],
    );
  }

  #call(node: Call): Type {
    const types = node.operands.map((operand) => this.#type(operand));
    const known = functionNamed(node.name);
    if (known) return this.#apply(node, known, known.name, node.start, node.operands, types);
    const newer = newerFunction(node.name);
    return newer ? newer.returns : this.#unknownFunction(node);
  }

  #unknownFunction({ name, start, nameEnd }: Call): Type {
    if (!this.#meant.has(name)) this.#meant.set(name, meantFunction(name));
    const meant = this.#meant.get(name);
    return this.#report(
      'unknown-function',
      meant === undefined ? 'notice' : 'error',
      { start, end: nameEnd },
      `"${name}" is not a function that is known here`,
      meant === undefined
        ? 'Check its name: its arguments and its result are not checked.'
        : `Did you mean "${meant}"?`,
      meant,
    );
  }

  #operation(node: Operation): Type {
    const types = node.operands.map((operand) => this.#type(operand));
    const shown = node.operator === '?' ? '"? :"' : `"${node.operator}"`;
    return this.#apply(node, operatorNamed(node.operator), shown, node.at, node.operands, types);
  }

  /** Finds the overload that is meant, checks literals against it, and tells the type of the result. */
  #apply(
    node: Node,
    callable: Callable,
    shown: string,
    at: number,
    operands: readonly Node[],
    types: readonly Type[],
  ): Type {
    const found = fitting(callable.overloads, types);
    const first = found[0];
    if (!first) return this.#refused(node, callable, shown, at, operands, types);
    const result = resultType(first, { shown, types });
    if (found.length > 1) {
      const possible = found.map((overload) => resultType(overload, { shown, types }));
      if (possible.some((each) => 'type' in each)) return commonType(possible);
    } else this.#overloads.set(node, first);
    if (!('type' in result)) {
      const { operand, message, hint } = result;
      return this.#report('expression-type', 'error', operands[operand] ?? node, message, hint);
    }
    this.#checkLiterals(first, callable, operands, node);
    return result.type;
  }

  #checkLiterals(overload: Overload, { name }: Callable, operands: readonly Node[], node: Node): void {
    if (overload.last && node !== this.#root)
      this.#report(
        'expression-type',
        'error',
        placeOf(node),
        `${name} must be the outermost call`,
        'Move it around the whole expression.',
      );
    let index = 0;
    for (const operand of operands) {
      const parameter = parameterAt(overload, index++);
      const fault = parameter && literalFault(parameter, operand, name);
      if (fault) this.#report(fault.rule, 'error', operand, fault.message, fault.hint);
    }
    if (overload.rule === 'unique-contexts') this.#checkContexts(operands, name);
  }

  /** `Language.Gender.x` and the like can be given once each. */
  #checkContexts(operands: readonly Node[], name: string): void {
    const seen = new Set<string>();
    for (const operand of operands) {
      if (operand.kind !== 'property' || operand.target.kind !== 'variable') continue;
      const group = operand.target.name.toLowerCase();
      if (!seen.has(group)) seen.add(group);
      else if (group.startsWith('language.'))
        this.#report(
          'expression-type',
          'error',
          operand,
          `${name}: ${operand.target.name} is given twice`,
          'Keep one of them.',
        );
    }
  }

  /** No overload takes the operands: says which one is wrong, or that their number is. */
  #refused(
    node: Node,
    { overloads }: Callable,
    shown: string,
    at: number,
    operands: readonly Node[],
    types: readonly Type[],
  ): Type {
    const place = placeOf(node, at);
    const sized = overloads.filter((overload) => takesCount(overload, types.length));
    if (sized.length === 0)
      return this.#report(
        'expression-type',
        'error',
        place,
        `${shown} does not take ${count(types.length)}`,
        `It takes ${counts(overloads)}.`,
      );
    const furthest = Math.max(...sized.map((overload) => firstRefused(overload, types)));
    const found = types[furthest] ?? UNKNOWN;
    const wanted = expected(sized, furthest, types);
    const [only] = wanted;
    if (node.kind !== 'call')
      return this.#report(
        'expression-type',
        'error',
        place,
        `${shown} does not take ${types.map(typeName).join(' and ')}`,
        operatorHint(types, only),
      );
    return this.#report(
      'expression-type',
      'error',
      operands[furthest] ?? place,
      `${shown}: argument ${furthest + 1} must be ${wanted.map(typeName).join(' or ')}, not ${typeName(found)}`,
      only && found.code !== 'nts' ? conversionHint(only, found) : 'Use a value of that type.',
    );
  }
}

/**
 * The type that all readings give that give any; not known if they differ. More than one overload can be meant where the
 * types of the operands are not known.
 */
function commonType(results: readonly Result[]): Type {
  const types = results.flatMap((result) => ('type' in result ? [result.type] : []));
  const first = types[0] ?? UNKNOWN;
  return types.every((type) => sameType(type, first)) ? first : UNKNOWN;
}

/** The function that a misspelt name means; undefined for a name that may be a new function. */
function meantFunction(name: string): string | undefined {
  const near = nearMiss(name, functionNames());
  // FindUsers may well be a new function beside FindUser.
  return near !== undefined && `${near}s`.toLowerCase() !== name.toLowerCase() ? near : undefined;
}

/** Where a call or an operator is underlined: at its name. */
function placeOf(node: Node, at = node.start): { readonly start: number; readonly end: number } {
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
  // "text" + 1 is the mistake that is made most.
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
