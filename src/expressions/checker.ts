import { nearMiss } from '../text/nearest.ts';
import { type Callable, functionNamed, functionNames, newerFunction, operatorNamed } from './catalogue.ts';
import { rangeProblem } from './literals.ts';
import { operandProblems } from './operand-problems.ts';
import { fitting } from './operands.ts';
import { type Parsed, parse } from './parser.ts';
import { MAX_PROBLEMS, type Problem, type ProblemLevel, type ProblemRule } from './problem.ts';
import { placeOf, refusal } from './refusal.ts';
import { commonType, knownProperties, propertyType, type Result, resultType } from './result-type.ts';
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
import { isUnknown, NOT_SET, type Type, typeName, UNKNOWN } from './type.ts';

/** What an expression means: its tree, the type of every node, and what is wrong with it. */
export interface Checked {
  readonly root: Node;
  readonly type: Type;
  readonly types: ReadonlyMap<Node, Type>;
  /** The overload that a call or an operator means; absent where that is not known. */
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

const OUTERMOST = 'Move it around the whole expression.';

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
    const problem = rangeProblem(node);
    if (problem) this.#report('expression-type', 'error', node, problem.message, problem.hint);
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

  /** Finds the overload that is meant, checks literals against it, and returns the type of the result. */
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
    if (!first) {
      const { place, message, hint } = refusal(callable.overloads, { node, shown, at, operands, types });
      return this.#report('expression-type', 'error', place, message, hint);
    }
    const result = resultType(first, { shown, types });
    if (found.length > 1) {
      const possible = found.map((overload) => resultType(overload, { shown, types }));
      if (possible.some((each) => 'type' in each)) return commonType(possible);
    } else this.#overloads.set(node, first);
    if (!('type' in result)) {
      const { operand, message, hint } = result;
      return this.#report('expression-type', 'error', operands[operand] ?? node, message, hint);
    }
    for (const { rule, place, message, hint } of operandProblems(first, callable.name, operands))
      this.#report(rule, 'error', place, message, hint);
    if (first.last && node !== this.#root)
      this.#report(
        'expression-type',
        'error',
        placeOf(node),
        `${callable.name} must be the outermost call`,
        OUTERMOST,
      );
    return result.type;
  }
}

/** The function that a misspelt name means; undefined for a name that may be a new function. */
function meantFunction(name: string): string | undefined {
  const near = nearMiss(name, functionNames());
  // FindUsers may well be a new function beside FindUser.
  return near !== undefined && `${near}s`.toLowerCase() !== name.toLowerCase() ? near : undefined;
}
