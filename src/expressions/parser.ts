import { closerOf, FrameStack } from './frame-stack.ts';
import { lex } from './lexer.ts';
import { nestingProblem } from './nesting.ts';
import { OperandStack } from './operand-stack.ts';
import { MAX_PROBLEMS, type Problem } from './problem.ts';
import { MAX_LENGTH, type Node, PRECEDENCE } from './syntax.ts';
import {
  commaHint,
  endsEarly,
  nameHint,
  notClosed,
  syntaxProblem,
  tooLong,
  valueHint,
} from './syntax-problem.ts';
import type { Token } from './token.ts';
import { fieldNode, isLiteral, literalNode, missingNode } from './tree.ts';

/** An expression that was read: its tree, and what keeps Architect from reading it. */
export interface Parsed {
  readonly root: Node;
  readonly problems: readonly Problem[];
}

/**
 * Reads an expression. The tree always exists: after an error, reading goes on, so that several are found at once.
 * Takes time linear in the text and no recursion, whatever the nesting.
 */
export function parse(text: string): Parsed {
  if (text.length > MAX_LENGTH) return { root: missingNode({ start: 0 }), problems: [tooLong(text)] };
  return new Parser(text).run();
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #problems: Problem[];
  readonly #stack = new OperandStack();
  readonly #frames = new FrameStack(this.#stack, (problem) => this.#report(problem), END);
  #at = 0;
  /** A value is expected next; else an operator. */
  #wanted = true;
  /** The last operand can be followed by `.name` or `[index]`. */
  #chain = false;
  /** Index of the last token that was read as a sign. */
  #signAt = -2;

  constructor(text: string) {
    const { tokens, problems } = lex(text);
    this.#tokens = tokens;
    this.#problems = [...problems];
  }

  run(): Parsed {
    if (this.#tokens.length === 1) {
      this.#report(
        syntaxProblem(
          { start: 0, end: 0 },
          'The expression is empty',
          'Write an expression, or use noValue.',
        ),
      );
      return { root: missingNode(this.#token()), problems: this.#problems };
    }
    while (this.#token().kind !== 'end') {
      if (this.#wanted) this.#operand();
      else this.#operator();
    }
    this.#finish();
    const root = this.#stack.pop();
    const deep = nestingProblem(root);
    if (deep) this.#report(deep);
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
    this.#report(syntaxProblem(this.#token(), message, hint));
  }

  #push(node: Node, chain: boolean): void {
    this.#stack.push(node);
    this.#wanted = false;
    this.#chain = chain;
  }

  #operand(): void {
    const token = this.#token();
    if (isLiteral(token)) {
      this.#push(literalNode(token), false);
      this.#at++;
    } else if (token.kind === 'identifier') this.#name(token);
    else if (token.kind === 'invalid') this.#at++;
    else if (token.kind === 'field') {
      this.#unexpected(`".${token.text}" has nothing before it`, 'Write Scope.Name, for example Flow.name.');
      this.#push(missingNode(token), true);
      this.#at++;
    } else this.#startOperand(token);
  }

  #name(token: Token): void {
    const next = this.#token(1);
    if (next.kind === 'punctuation' && next.text === '(') {
      this.#frames.enter('call', next, { callee: token });
      this.#at += 2;
      return;
    }
    this.#push({ kind: 'name', name: token.text, start: token.start, end: token.end, depth: 0 }, true);
    this.#at++;
  }

  #startOperand(token: Token): void {
    if (token.text === '(' || token.text === '[') {
      if (token.text === '[') this.#unexpected('A list cannot be written in brackets', 'Use MakeList(…).');
      this.#frames.enter(token.text === '(' ? 'paren' : 'list', token);
    } else if (token.text === '!' || token.text === '~' || token.text === '-') {
      // A minus takes a value and no further sign: "- -2" is refused.
      if (this.#signAt === this.#at - 1)
        this.#unexpected(`"${token.text}" cannot follow "-"`, 'Put the value after "-" in parentheses.');
      else this.#stack.pushOperator({ text: token.text, at: token.start, prefix: true });
      if (token.text === '-') this.#signAt = this.#at;
    } else if (token.text === ')' && this.#frames.top.kind === 'call' && this.#isEmptyCall())
      return this.#close(token);
    else {
      this.#unexpected(`A value is missing before "${token.text}"`, valueHint(token.text));
      this.#push(missingNode(token), false);
      return;
    }
    this.#at++;
  }

  #isEmptyCall(): boolean {
    const { open, operands } = this.#frames.top;
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
      this.#frames.enter('index', token, { target: this.#stack.pop() });
      this.#wanted = true;
      this.#at++;
    } else if (Object.hasOwn(PRECEDENCE, token.text)) this.#binary(token);
    else if (token.text === '?' || token.text === ':') this.#ternary(token);
    else if (token.text === ',') this.#comma();
    else if (token.text === ')' || token.text === ']') this.#close(token);
    else this.#juxtaposed(token);
  }

  #field(token: Token): void {
    if (this.#chain) this.#push(fieldNode(this.#stack.pop(), token), true);
    else
      this.#unexpected(
        `".${token.text}" can only follow a variable or a call`,
        'Remove the parentheses before it, or use a variable.',
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
      this.#frames.enter('call', token, { callee, guessed: true });
    } else
      this.#unexpected(`An operator is missing before ${shown}`, 'Write an operator between the two values.');
    this.#wanted = true;
    if (token.kind !== 'punctuation' || token.text !== '[') return;
    this.#frames.enter('list', token);
    this.#at++;
  }

  #binary(token: Token): void {
    const frame = this.#frames.top;
    if (token.text === 'or' && frame.branch !== 'none')
      this.#unexpected('"or" cannot stand in a branch of "? :"', 'Put the branch in parentheses.');
    this.#stack.reduce(frame.operators, PRECEDENCE[token.text] ?? 0, token.text === '^');
    this.#stack.pushOperator({ text: token.text, at: token.start, prefix: false });
    this.#wanted = true;
    this.#at++;
  }

  #ternary(token: Token): void {
    const frame = this.#frames.top;
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
      frame.condition = this.#frames.value();
      frame.question = token.start;
      frame.branch = 'then';
    }
    this.#wanted = true;
    this.#at++;
  }

  #comma(): void {
    const frame = this.#frames.top;
    if (frame.kind === 'call' || frame.kind === 'list') frame.operands.push(this.#frames.value());
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
    const frame = this.#frames.top;
    if (closerOf(frame) !== token.text) {
      if (frame.kind === 'root' || !this.#frames.waitsFor(token.text)) {
        frame.broken = true;
        this.#unexpected(
          `No "${token.text === ')' ? '(' : '['}" belongs to this "${token.text}"`,
          'Remove it, or add the other bracket.',
        );
        this.#at++;
        return;
      }
      this.#unexpected(
        `"${closerOf(frame)}" is missing before "${token.text}"`,
        `Close the "${frame.open.text}" first.`,
      );
      while (closerOf(this.#frames.top) !== token.text) this.#leave(token.start);
    }
    this.#at++;
    this.#leave(token.end);
  }

  #leave(end: number): void {
    const { node, chain } = this.#frames.leave(end, !this.#wanted);
    this.#push(node, chain);
  }

  #finish(): void {
    const last = this.#tokens.at(-2) ?? END;
    // A string without an end swallows the brackets that would follow it.
    const whole = last.kind !== 'invalid';
    if (this.#wanted) {
      // A bracket that is still open says more than the end of the text.
      if (whole && last !== this.#frames.top.open) this.#report(endsEarly(last));
      this.#push(missingNode(this.#token()), false);
    }
    for (let frame = this.#frames.top; frame.kind !== 'root'; frame = this.#frames.top) {
      if (!frame.guessed && !frame.broken && whole) this.#report(notClosed(frame.open, closerOf(frame)));
      this.#leave(this.#token().end);
    }
    this.#stack.push(this.#frames.value());
  }
}

const END: Token = { kind: 'end', text: '', start: 0, end: 0 };
