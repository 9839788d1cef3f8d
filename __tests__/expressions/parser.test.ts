import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkExpression } from '../../src/expressions/checker.ts';
import { parse } from '../../src/expressions/parser.ts';
import { MAX_LENGTH, type Node } from '../../src/expressions/syntax.ts';
import { childrenOf } from '../../src/expressions/tree.ts';

/** A tree as fully parenthesized text. */
function shown(node: Node): string {
  switch (node.kind) {
    case 'literal':
      return node.type === 'str' ? JSON.stringify(node.text) : node.text;
    case 'notSet':
      return 'NOT_SET';
    case 'missing':
      return '<missing>';
    case 'name':
    case 'variable':
      return node.name;
    case 'property':
      return `${shown(node.target)}.${node.name}`;
    case 'index':
      return `${shown(node.target)}[${shown(node.index)}]`;
    case 'call':
      return `${node.name}(${node.operands.map(shown).join(', ')})`;
    case 'operation': {
      const [a = '', b = '', c = ''] = node.operands.map(shown);
      if (node.operator === '?') return `(${a} ? ${b} : ${c})`;
      return node.operands.length === 1 ? `(${node.operator}${a})` : `(${a} ${node.operator} ${b})`;
    }
  }
}

describe('what binds to what', () => {
  test.each([
    ['1 + 2 * 3', '(1 + (2 * 3))'],
    ['1 - 2 - 3', '((1 - 2) - 3)'],
    ['2 ^ 3 ^ 2', '(2 ^ (3 ^ 2))'],
    ['-2 ^ 2', '(-2 ^ 2)'],
    ['-Flow.x ^ 2', '((-Flow.x) ^ 2)'],
    ['!a.b == c.d', '((!a.b) == c.d)'],
    ['!!~1', '(!(!(~1)))'],
    ['!-2', '(!-2)'],
    ['-0', '0'],
    ['- 5.0', '-5.0'],
    ['1 == 2 == 3', '((1 == 2) == 3)'],
    ['1 | 2 & 3 == 4 < 5', '(1 | (2 & (3 == (4 < 5))))'],
    ['true or false AND true Or false', '((true or (false and true)) or false)'],
    ['true and(false)', '(true and false)'],
    ['a.b ? 1 : 2 ? 3 : 4', '((a.b ? 1 : 2) ? 3 : 4)'],
    ['a.b or c.d ? 1 : 2', '((a.b or c.d) ? 1 : 2)'],
    ['a.b ? (c.d or e.f) : 2', '(a.b ? (c.d or e.f) : 2)'],
    ['f()[0].y."q r"["s"]', 'f()[0].y.q r["s"]'],
    ['Flow.x .y', 'Flow.x.y'],
    ['Flow.a.b.c[1][2]', 'Flow.a.b.c[1][2]'],
    ['"a\\"\\\\\\n\\r\\t"', '"a\\"\\\\\\n\\r\\t"'],
    ['"two\nlines"', '"two\\nlines"'],
    ['5. + .5', '(5. + .5)'],
    ['$x.y', '$x.y'],
    ['android', 'android'],
    ['trueX.y', 'trueX.y'],
    ['Größe.é', 'Größe.é'],
  ])('%s', (text, tree) => {
    const { root, problems } = parse(text);
    expect(problems).toEqual([]);
    expect(shown(root)).toBe(tree);
  });
});

describe('errors, each at the column of the first character that does not fit', () => {
  test.each<[string, number[]]>([
    ['', [1]],
    ['   ', [1]],
    ['1 +', [4]],
    ['!', [2]],
    ['(1', [1]],
    ['f(', [2]],
    ['Append("a", "b"', [7]],
    ['If(Length("a" > 3, 1, 2)', [3]],
    ['1 + 2)', [6]],
    ['(1]', [3]],
    ['f(a.b[1)', [8]],
    ['Append "a", "b")', [8]],
    ['1 2', [3]],
    ['1e5', [2]],
    ['1.2.3', [4]],
    ['5..5', [3]],
    ["'x'", [1]],
    ['"abc', [1]],
    ['"a\\x" + 1 1', [3, 11]],
    ['Flow. x', [5]],
    ['Flow.x.', [7]],
    ['Flow . x', [6]],
    ['_a', [1]],
    ['1 && 2', [4]],
    ['a.b || c.d', [6]],
    ['Flow.x = 1', [8]],
    ['1 <> 2', [4]],
    ['not a.b', [5]],
    ['- -2', [3]],
    ['-!a.b', [2]],
    ['[1, 2]', [1]],
    ['()', [2]],
    ['f(,)', [3, 4]],
    ['f(1,)', [5]],
    ['1, 2', [2]],
    ['(Flow.a).b', [9]],
    ['(Flow.a)[0]', [9]],
    ['a.b ? 1', [5]],
    ['a.b : 1', [5]],
    ['a.b ? b.c or d.e : 1', [11]],
    ['a.b ? 1 : 2 or 3', [13]],
    ['Append("a", 1 +) + (2', [16, 20]],
    ['// note', [1, 2]],
    ['# + 1', [1]],
    ['a.b;', [4]],
  ])('%s', (text, columns) => {
    const { problems } = parse(text);
    expect(problems.map(({ start }) => start + 1)).toEqual(columns);
    for (const { level, message, hint } of problems) {
      expect(level).toBe('error');
      expect(message).toMatch(/^[A-Z".].*[^.]$/);
      expect(hint).toMatch(/\.$/);
    }
  });

  test('a backslash outside of text is only a warning, as Architect ignores it', () => {
    expect(parse('1 \\+ 2').problems.map(({ level, start }) => [level, start])).toEqual([['warning', 2]]);
    expect(parse('1 + 2\\').problems.map(({ level }) => level)).toEqual(['error']);
  });
});

describe('bounds', () => {
  const sum = (operators: number) => Array.from({ length: operators + 1 }, () => '1').join(' + ');
  test('the platform counts the outermost operator as level 0, and takes 60 levels', () => {
    expect(parse(sum(61)).problems).toEqual([]);
    expect(parse(sum(62)).problems.map(({ start }) => start)).toEqual([2]);
    expect(parse(`${'!'.repeat(62)}true`).problems.map(({ start }) => start)).toEqual([61]);
  });
  test('parentheses are no level', () => {
    expect(parse(`${'('.repeat(15_000)}1${')'.repeat(15_000)}`).problems).toEqual([]);
  });
  test('the longest expression is read, a longer one is not', () => {
    expect(parse(`"${'x'.repeat(MAX_LENGTH - 2)}"`).problems).toEqual([]);
    expect(parse(`"${'x'.repeat(MAX_LENGTH - 1)}"`).problems).toHaveLength(1);
  });
});

describe('any text', () => {
  const texts = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          '(',
          ')',
          '[',
          ']',
          ',',
          '"',
          '\\',
          '+',
          '-',
          '!',
          '?',
          ':',
          '.',
          ' ',
          'or',
          'Flow.x',
          'f(',
          '1',
          '5.',
          '==',
          'NOT_SET',
          '#',
        ),
        { maxLength: 30 },
      )
      .map((parts) => parts.join('')),
  );
  test('has a tree within its bounds, and problems in order within it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { root, problems } = checkExpression(text);
        const open: [Node, number, number][] = [[root, 0, text.length]];
        for (let next = open.pop(); next; next = open.pop()) {
          const [node, from, to] = next;
          expect(node.start).toBeGreaterThanOrEqual(0);
          expect(node.end).toBeLessThanOrEqual(Math.max(to, text.length));
          expect(node.start).toBeLessThanOrEqual(node.end);
          for (const child of childrenOf(node)) open.push([child, from, to]);
        }
        expect(problems.map(({ start }) => start)).toEqual(
          problems.map(({ start }) => start).sort((a, b) => a - b),
        );
        for (const { start, end } of problems) expect(end).toBeGreaterThan(start);
      }),
      { numRuns: process.env.PROOF === 'long' ? 50_000 : 3000 },
    );
  });
});
