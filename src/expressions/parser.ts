import { lex } from './lexer.ts';
import { type Frame, OperandStack } from './operand-stack.ts';
import { MAX_PROBLEMS, type Problem } from './problem.ts';
import { MAX_LENGTH, MAX_NESTING, type Node, PRECEDENCE } from './syntax.ts';
import type { Token } from './token.ts';

/** An expression that was read: its tree, and what keeps Architect from reading it. */
export interface Parsed {
  readonly root: Node;
  readonly problems: readonly Problem[];
}

const CLOSERS: Readonly<Record<Frame['kind'], string>> = {
  root: '',
  paren: ')',
  call: ')',
  index: ']',
  list: ']',
};
const LITERALS: ReadonlySet<string> = new Set(['string', 'integer', 'decimal', 'true', 'false', 'notSet']);

/**
 * Reads an expression. The tree always exists: after a mistake, reading goes on, so that several are found at once.
 * Takes time linear in the text and no recursion, whatever the nesting.
 */
export function parse(text: string): Parsed {
  if (text.length > MAX_LENGTH)
    return {
      root: { kind: 'missing', start: 0, end: text.length, depth: 0 },
      problems: [
        syntax(
          0,
          1,
          `The expression has ${text.length} characters, more than the ${MAX_LENGTH} that Architect takes`,
          'Split it over several variables.',
        ),
      ],
    };
  return new Parser(text).run();
}

function syntax(start: number, end: number, message: string, hint: string): Problem {
  return { rule: 'expression-syntax', level: 'error', start, end: Math.max(end, start + 1), message, hint };
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #problems: Problem[];
  readonly #stack = new OperandStack();
  readonly #frames: Frame[];
  #at = 0;
  /** A value is expected next; else an operator. */
  #wanted = true;
  /** The last operand can be followed by `.name` or `[index]`. */
  #chain = false;
  /** How many brackets wait for each closing one. */
  readonly #unclosed: Record<string, number> = { ')': 0, ']': 0 };
  /** Index of the last token that was read as a sign. */
  #signAt = -2;

  constructor(text: string) {
    const { tokens, problems } = lex(text);
    this.#tokens = tokens;
    this.#problems = [...problems];
    this.#frames = [this.#frame('root', END)];
  }

  run(): Parsed {
    if (this.#tokens.length === 1) {
      this.#report(syntax(0, 0, 'The expression is empty', 'Write an expression, or use noValue.'));
      return { root: missing(this.#token()), problems: this.#problems };
    }
    while (this.#token().kind !== 'end') {
      if (this.#wanted) this.#operand();
      else this.#operator();
    }
    this.#finish();
    const root = this.#stack.pop();
    this.#checkNesting(root);
    return { root, problems: this.#problems.sort((a, b) => a.start - b.start).slice(0, MAX_PROBLEMS) };
  }

  #token(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? END;
  }

  #report(problem: Problem): void {
    if (this.#problems.length < 2 * MAX_PROBLEMS) this.#problems.push(problem);
  }

  /** Reports the token at hand, unless it only follows from one that the lexer has reported. */
  #unexpected(message: string, hint: string): void {
    if (this.#tokens[this.#at - 1]?.kind === 'invalid') return;
    const { start, end } = this.#token();
    this.#report(syntax(start, end, message, hint));
  }

  #frame(kind: Frame['kind'], open: Token, callee?: Token): Frame {
    return { kind, open, callee, operators: this.#stack.mark(), operands: [], branch: 'none' };
  }

  #enter(frame: Frame): void {
    this.#frames.push(frame);
    const closer = CLOSERS[frame.kind];
    this.#unclosed[closer] = (this.#unclosed[closer] ?? 0) + 1;
  }

  #top(): Frame {
    const top = this.#frames.at(-1);
    if (!top) throw new Error('the parser has lost its root');
    return top;
  }

  #push(node: Node, chain: boolean): void {
    this.#stack.push(node);
    this.#wanted = false;
    this.#chain = chain;
  }

  #operand(): void {
    const token = this.#token();
    if (LITERALS.has(token.kind)) {
      this.#push(literal(token), false);
      this.#at++;
    } else if (token.kind === 'identifier') this.#name(token);
    else if (token.kind === 'invalid') this.#at++;
    else if (token.kind === 'field') {
      this.#unexpected(`".${token.text}" has nothing before it`, 'Write Scope.Name, for example Flow.name.');
      this.#push({ kind: 'missing', start: token.start, end: token.end, depth: 0 }, true);
      this.#at++;
    } else this.#startOperand(token);
  }

  #name(token: Token): void {
    const next = this.#token(1);
    if (next.kind === 'punctuation' && next.text === '(') {
      this.#enter(this.#frame('call', next, token));
      this.#at += 2;
      return;
    }
    this.#push({ kind: 'name', name: token.text, start: token.start, end: token.end, depth: 0 }, true);
    this.#at++;
  }

  #startOperand(token: Token): void {
    if (token.text === '(' || token.text === '[') {
      if (token.text === '[') this.#unexpected('A list cannot be written in brackets', 'Use MakeList(…).');
      this.#enter(this.#frame(token.text === '(' ? 'paren' : 'list', token));
    } else if (token.text === '!' || token.text === '~' || token.text === '-') {
      // A minus takes a value and no further sign: "- -2" is refused.
      if (this.#signAt === this.#at - 1)
        this.#unexpected(`"${token.text}" cannot follow "-"`, 'Put the value after "-" in parentheses.');
      else this.#stack.pushOperator({ text: token.text, at: token.start, prefix: true });
      if (token.text === '-') this.#signAt = this.#at;
    } else if (token.text === ')' && this.#top().kind === 'call' && this.#isEmptyCall())
      return this.#close(token);
    else {
      this.#unexpected(`A value is missing before "${token.text}"`, valueHint(token.text));
      this.#push(missing(token), false);
      return;
    }
    this.#at++;
  }

  #isEmptyCall(): boolean {
    const { open, operands } = this.#top();
    return operands.length === 0 && this.#tokens[this.#at - 1] === open;
  }

  #operator(): void {
    const token = this.#token();
    if (token.kind === 'field') return this.#field(token);
    if (token.kind === 'invalid') {
      // What follows is read as if the expression began there.
      this.#stack.pop();
      this.#wanted = true;
      this.#at++;
      return;
    }
    if (token.kind !== 'punctuation') return this.#juxtaposed(token);
    if (token.text === '[' && this.#chain) {
      this.#enter({ ...this.#frame('index', token), target: this.#stack.pop() });
      this.#wanted = true;
      this.#at++;
    } else if (Object.hasOwn(PRECEDENCE, token.text)) this.#binary(token);
    else if (token.text === '?' || token.text === ':') this.#ternary(token);
    else if (token.text === ',') this.#comma();
    else if (token.text === ')' || token.text === ']') this.#close(token);
    else this.#juxtaposed(token);
  }

  #field(token: Token): void {
    if (!this.#chain) {
      this.#unexpected(
        `".${token.text}" can only follow a variable or a call`,
        'Remove the parentheses before it, or use a variable.',
      );
      this.#at++;
      return;
    }
    const target = this.#stack.pop();
    const { start } = target;
    const { end, text: name } = token;
    this.#push(
      target.kind === 'name'
        ? { kind: 'variable', name: `${target.name}.${name}`, start, end, depth: 0 }
        : { kind: 'property', target, name, at: token.start, start, end, depth: target.depth + 1 },
      true,
    );
    this.#at++;
  }

  /** Two values with no operator between them. A name before a value most likely lacks its parenthesis. */
  #juxtaposed(token: Token): void {
    const before = this.#stack.pop();
    const shown = token.kind === 'string' ? 'text' : `"${token.text}"`;
    if (before.kind === 'name') {
      this.#unexpected(
        `An operator or "(" is missing between "${before.name}" and ${shown}`,
        nameHint(before.name),
      );
      const callee: Token = { kind: 'identifier', text: before.name, start: before.start, end: before.end };
      this.#enter({ ...this.#frame('call', token, callee), guessed: true });
    } else
      this.#unexpected(`An operator is missing before ${shown}`, 'Write an operator between the two values.');
    this.#wanted = true;
    if (token.kind !== 'punctuation' || token.text !== '[') return;
    this.#enter(this.#frame('list', token));
    this.#at++;
  }

  #binary(token: Token): void {
    const frame = this.#top();
    if (token.text === 'or' && frame.branch !== 'none')
      this.#unexpected('"or" cannot stand in a branch of "? :"', 'Put the branch in parentheses.');
    this.#stack.reduce(frame.operators, PRECEDENCE[token.text] ?? 0, token.text === '^');
    this.#stack.pushOperator({ text: token.text, at: token.start, prefix: false });
    this.#wanted = true;
    this.#at++;
  }

  #ternary(token: Token): void {
    const frame = this.#top();
    const fits = token.text === ':' ? frame.branch === 'then' : frame.branch !== 'then';
    if (!fits) {
      if (token.text === ':')
        this.#unexpected('This ":" belongs to no "?"', 'Write condition ? value : value.');
      else this.#unexpected('This "?" stands inside a branch of "? :"', 'Put the branch in parentheses.');
      this.#stack.pop();
    } else if (token.text === ':') {
      this.#stack.reduce(frame.operators, 0, false);
      frame.first = this.#stack.pop();
      frame.branch = 'else';
    } else {
      frame.condition = this.#value(frame);
      frame.question = token.start;
      frame.branch = 'then';
    }
    this.#wanted = true;
    this.#at++;
  }

  /** The value of a frame up to here; ends a `? :` that is still open. */
  #value(frame: Frame): Node {
    this.#stack.reduce(frame.operators, 0, false);
    const value = this.#stack.pop();
    const { branch, condition, first, question = 0 } = frame;
    frame.branch = 'none';
    if (branch === 'none' || !condition) return value;
    if (branch === 'then')
      this.#report(syntax(question, question + 1, 'This "?" has no ":"', 'Write condition ? value : value.'));
    const operands = [condition, branch === 'then' ? value : (first ?? value), value];
    return {
      kind: 'operation',
      operator: '?',
      at: question,
      operands,
      start: condition.start,
      end: value.end,
      depth: 1 + Math.max(...operands.map(({ depth }) => depth)),
    };
  }

  #comma(): void {
    const frame = this.#top();
    if (frame.kind === 'call' || frame.kind === 'list') frame.operands.push(this.#value(frame));
    else {
      if (!frame.broken)
        this.#unexpected('"," can only separate the arguments of a function', commaHint(frame));
      frame.broken = true;
      this.#stack.pop();
    }
    this.#wanted = true;
    this.#at++;
  }

  #close(token: Token): void {
    const frame = this.#top();
    if (CLOSERS[frame.kind] !== token.text) {
      if (frame.kind === 'root' || !this.#unclosed[token.text]) {
        frame.broken = true;
        this.#unexpected(
          `No "${token.text === ')' ? '(' : '['}" belongs to this "${token.text}"`,
          'Remove it, or add the other bracket.',
        );
        this.#at++;
        return;
      }
      this.#unexpected(
        `"${CLOSERS[frame.kind]}" is missing before "${token.text}"`,
        `Close the "${frame.open.text}" first.`,
      );
      while (CLOSERS[this.#top().kind] !== token.text) this.#leave(token.start);
    }
    this.#at++;
    this.#leave(token.end);
  }

  /** Leaves the innermost frame and makes its node. */
  #leave(end: number): void {
    const frame = this.#top();
    if (!this.#wanted) frame.operands.push(this.#value(frame));
    this.#frames.pop();
    const closer = CLOSERS[frame.kind];
    this.#unclosed[closer] = (this.#unclosed[closer] ?? 0) - 1;
    const inside = frame.operands.reduce((most, { depth }) => Math.max(most, depth), 0);
    if (frame.kind === 'call' && frame.callee) {
      const { text: name, start, end: nameEnd } = frame.callee;
      this.#push(
        { kind: 'call', name, nameEnd, operands: frame.operands, start, end, depth: inside + 1 },
        true,
      );
    } else if (frame.kind === 'index' && frame.target) {
      const { target } = frame;
      const index = frame.operands.at(-1) ?? missing(frame.open);
      const depth = 1 + Math.max(target.depth, index.depth);
      this.#push(
        { kind: 'index', target, index, at: frame.open.start, start: target.start, end, depth },
        true,
      );
    } else this.#push(frame.operands.at(-1) ?? missing(frame.open), false);
  }

  #finish(): void {
    if (this.#wanted) {
      const last = this.#tokens.at(-2);
      // A bracket that is still open says more than the end of the text.
      if (last?.kind !== 'invalid' && this.#tokens.at(-2) !== this.#top().open)
        this.#report(
          syntax(
            last?.end ?? 0,
            (last?.end ?? 0) + 1,
            'The expression ends where a value is missing',
            'Complete it, or remove the last operator.',
          ),
        );
      this.#push(missing(this.#token()), false);
    }
    // A string without an end swallows the brackets that would follow it.
    const whole = this.#tokens.at(-2)?.kind !== 'invalid';
    while (this.#frames.length > 1) {
      const { open, kind, guessed, broken } = this.#top();
      if (!guessed && !broken && whole)
        this.#report(
          syntax(
            open.start,
            open.end,
            `This "${open.text}" is not closed`,
            `Add the missing "${CLOSERS[kind]}".`,
          ),
        );
      this.#leave(this.#token().end);
    }
    this.#stack.push(this.#value(this.#top()));
  }

  /** Reports the operator or call that is nested too deep; the tree is walked without recursion. */
  #checkNesting(root: Node): void {
    // The platform counts from 0 at the outermost operator.
    if (root.depth <= MAX_NESTING + 1) return;
    const open: { node: Node; level: number }[] = [{ node: root, level: 0 }];
    for (let next = open.pop(); next; next = open.pop()) {
      const { node, level } = next;
      if (node.depth > 0 && level > MAX_NESTING) {
        const start = 'at' in node ? node.at : node.start;
        this.#report(
          syntax(
            start,
            start + 1,
            `The expression is nested ${root.depth - 1} levels deep; Architect takes ${MAX_NESTING}`,
            'Split it over several variables.',
          ),
        );
        return;
      }
      for (const child of childrenOf(node).toReversed()) open.push({ node: child, level: level + 1 });
    }
  }
}

const END: Token = { kind: 'end', text: '', start: 0, end: 0 };

function missing({ start }: Token): Node {
  return { kind: 'missing', start, end: start, depth: 0 };
}

function literal({ kind, text, start, end }: Token): Node {
  if (kind === 'notSet') return { kind: 'notSet', start, end, depth: 0 };
  const type = kind === 'string' ? 'str' : kind === 'integer' ? 'int' : kind === 'decimal' ? 'dec' : 'bln';
  return { kind: 'literal', type, text, start, end, depth: 0 };
}

/** The operands of a node, in the author's order. */
export function childrenOf(node: Node): readonly Node[] {
  if (node.kind === 'call' || node.kind === 'operation') return node.operands;
  if (node.kind === 'property') return [node.target];
  return node.kind === 'index' ? [node.target, node.index] : [];
}

function valueHint(found: string): string {
  if (found === '&' || found === '|') return `Write ${found === '&' ? 'and' : 'or'} between two conditions.`;
  if (found === '>') return 'Write != for "not equal".';
  return 'Add the value, or remove what asks for it.';
}

function nameHint(name: string): string {
  return name.toLowerCase() === 'not' ? 'Write ! for "not".' : `Write ${name}(…) if "${name}" is a function.`;
}

function commaHint({ kind }: Frame): string {
  return kind === 'paren' ? 'Write the name of the function before "(".' : 'Remove it, or use a function.';
}
