import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/findings/finding.ts';
import { addedLines, areAdded } from '../../../src/report/suggestions/changed-lines.ts';
import {
  MOST_SUGGESTIONS,
  type SuggestionSource,
  suggestions,
} from '../../../src/report/suggestions/review.ts';
import { PIECES } from '../../support/hostile-text.ts';

const PATH = 'flows/a.yaml';
const fix = (
  line: number,
  column: number,
  endColumn: number,
  text: string,
  more: Partial<Finding> = {},
): Finding => ({
  rule: 'missing-target',
  severity: 'error',
  message: `Line ${line} is wrong`,
  hint: 'Did you mean it?',
  file: PATH,
  range: { line, column, endLine: line, endColumn },
  manifest: PATH,
  nodes: [],
  trace: [],
  fix: { text },
  ...more,
});

function suggest(findings: readonly Finding[], text: string, more: Partial<SuggestionSource> = {}) {
  const last = text.split('\n').length;
  return suggestions(findings, {
    pull: 1,
    head: 'a'.repeat(40),
    reviews: [],
    files: new Map([[PATH, { text, added: [{ first: 1, last }] }]]),
    pageOf: () => '',
    isPublic: () => true,
    ...more,
  });
}

/** The lines that GitHub would write, read as it reads a comment. */
function proposed(body: string): string | undefined {
  const nodes = fromMarkdown(body).children;
  const found = nodes.filter((node) => node.type === 'code' && node.lang === 'suggestion');
  const [only] = found;
  return found.length === 1 && only?.type === 'code' ? only.value : undefined;
}

describe('the lines that a diff adds', () => {
  test.each<[string, string, [number, number][]]>([
    ['a new file', '@@ -0,0 +1,2 @@\n+a\n+b\n\\ No newline at end of file', [[1, 2]]],
    [
      'lines between others',
      '@@ -1,3 +1,4 @@ x\n a\n+b\n c\n-d\n+e',
      [
        [2, 2],
        [4, 4],
      ],
    ],
    [
      'several hunks',
      '@@ -1 +1 @@\n-a\n+b\n@@ -9,0 +10,2 @@\n+c\n+d',
      [
        [1, 1],
        [10, 11],
      ],
    ],
    ['lines that look like the head of a hunk', '@@ -1,1 +1,2 @@\n+@@ -1 +90 @@\n a', [[1, 1]]],
    ['nothing', '', []],
    ['a removal', '@@ -1,2 +1 @@\n-a\n b', []],
  ])('of %s', (_, patch, runs) => {
    expect(addedLines(patch)).toEqual(runs.map(([first, last]) => ({ first, last })));
  });

  test('are those of the two versions, whatever was added and removed', () => {
    const line = fc.constantFrom('a', 'b', '@@ -1 +1 @@', '+', '-', '');
    const step = fc.record({ kind: fc.constantFrom('+', '-', ' '), line });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), fc.integer({ min: 1, max: 50 }), (steps, start) => {
        const patch = [`@@ -1,9 +${start},9 @@`, ...steps.map(({ kind, line: text }) => kind + text)].join(
          '\n',
        );
        const runs = addedLines(patch);
        let at = start;
        for (const { kind } of steps) {
          if (kind === '-') continue;
          expect(areAdded(runs, at, at)).toBe(kind === '+');
          at++;
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a suggestion', () => {
  test('has the whole line with the fix, on its line of the new version', () => {
    const { review, said } = suggest([fix(2, 6, 10, 'end')], 'a: 1\nb:   edne\nc\n');
    expect(review).toMatchObject({ pull: 1, head: 'a'.repeat(40) });
    expect(review?.comments).toMatchObject([{ path: PATH, line: 2, startLine: undefined }]);
    expect(proposed(review?.comments[0]?.body ?? '')).toBe('b:   end');
    expect(said).toEqual([
      '1 finding with a safe fix: 1 suggested, 0 suggested before, 0 on lines that get no suggestion, 0 for the next run.',
    ]);
  });

  test('makes all fixes of a line at once', () => {
    const { review } = suggest([fix(1, 1, 2, 'x'), fix(1, 3, 4, 'y')], 'a b\n');
    expect(review?.comments).toHaveLength(1);
    expect(proposed(review?.comments[0]?.body ?? '')).toBe('x y');
  });

  test('replaces several lines', () => {
    const range = { line: 1, column: 1, endLine: 2, endColumn: 2 };
    const { review } = suggest([fix(1, 1, 2, 'x', { range })], 'a\nb\nc\n');
    expect(review?.comments).toMatchObject([{ line: 2, startLine: 1 }]);
    expect(proposed(review?.comments[0]?.body ?? '')).toBe('x');
  });

  test('removes a comment with its line, and behind other content only the comment', () => {
    const alone = suggest([fix(2, 3, 6, '')], 'a\n  # x\nb\n').review?.comments[0]?.body ?? '';
    expect(alone).toMatch(/```suggestion\n```\n$/);
    const behind = suggest([fix(1, 3, 6, '')], 'a # x\nb\n').review?.comments[0]?.body ?? '';
    expect(proposed(behind)).toBe('a');
  });

  test.each([
    [
      'on a line that the pull request does not add',
      { files: new Map([[PATH, { text: 'a\n', added: [] }]]) },
    ],
    ['of a file whose diff or content is not known', { files: new Map() }],
    ['with what is not to be shown', { isPublic: () => false }],
  ])('is not made %s', (_, more) => {
    const { review, said } = suggest([fix(1, 1, 2, 'b')], 'a\n', more);
    expect(review).toBeUndefined();
    expect(said[0]).toContain('1 on lines that get no suggestion');
  });

  test.each(['a\r\n', 'a\u202eb\n', 'a\u2028b\n', `a${'x'.repeat(8000)}\n`])('is not made for %j', (text) => {
    expect(suggest([fix(1, 1, 2, 'b')], text).review).toBeUndefined();
  });

  test('is made once, whatever became of it, and only reviews of this token count', () => {
    const text = 'a\na\nb\n';
    const [first, second] = [fix(1, 1, 2, 'x', { message: 'm' }), fix(2, 1, 2, 'x', { message: 'm' })];
    const before = suggest([first], text).review?.body ?? '';
    expect(suggest([first], text, { reviews: [before] }).review).toBeUndefined();
    const moved = fix(3, 1, 2, 'x', { message: 'm' });
    expect(suggest([moved], text, { reviews: ['Looks good', before] }).review).toBeUndefined();
    expect(suggest([first, second], text, { reviews: [before] }).review?.comments).toMatchObject([
      { line: 2 },
    ]);
    // A text that only quotes the hidden line is no review of this action.
    expect(suggest([first], text, { reviews: [`> ${before}`] }).review?.comments).toHaveLength(1);
  });
});

describe('limits', () => {
  const lines = (count: number) => 'a\n'.repeat(count);
  const fixes = (count: number) => Array.from({ length: count }, (_, at) => fix(at + 1, 1, 2, 'b'));

  test('as many suggestions as one review may have, and one more waits for the next run', () => {
    const full = suggest(fixes(MOST_SUGGESTIONS), lines(MOST_SUGGESTIONS));
    expect(full.review?.comments).toHaveLength(MOST_SUGGESTIONS);
    expect(full.review?.body).not.toContain('next run');
    const over = suggest(fixes(MOST_SUGGESTIONS + 1), lines(MOST_SUGGESTIONS + 1));
    expect(over.review?.comments).toHaveLength(MOST_SUGGESTIONS);
    expect(over.review?.body).toContain('1 more fix follow in the next run');
    const next = suggest(fixes(MOST_SUGGESTIONS + 1), lines(MOST_SUGGESTIONS + 1), {
      reviews: [over.review?.body ?? ''],
    });
    expect(next.review?.comments).toMatchObject([{ line: MOST_SUGGESTIONS + 1 }]);
  });

  test('of 10,000 fixes, on one line or many, each is counted and nothing is too long', () => {
    const wide = Array.from({ length: 3000 }, (_, at) =>
      fix(1, at + 1, at + 2, 'b', { message: '@#'.repeat(5000) }),
    );
    for (const [findings, text] of [
      [fixes(10_000), lines(10_000)],
      [wide, `${'a'.repeat(3000)}\n`],
    ] as const) {
      const { review, said } = suggest(findings, text);
      const counts = (said[0] ?? '').match(/\d+/g)?.map(Number) ?? [];
      expect(counts.slice(1).reduce((sum, count) => sum + count, 0)).toBe(counts[0]);
      for (const body of [review?.body ?? '', ...(review?.comments ?? []).map((each) => each.body)])
        expect(body.length).toBeLessThanOrEqual(65_536);
    }
  });
});

test('no line and no message breaks out of a suggestion, which is exactly the fixed line', () => {
  const piece = fc.constantFrom(...PIECES, '````', '~~~~', '```suggestion', '    ', '`'.repeat(9));
  const line = fc.array(piece, { maxLength: 5 }).map((each) => each.join('').replace(/\n/g, ''));
  fc.assert(
    fc.property(line, line, fc.oneof(fc.constant('b'), line), (before, message, instead) => {
      const text = `first\n${before}a\nlast\n`;
      const at = before.length + 1;
      const { review } = suggest([fix(2, at, at + 1, instead, { message, hint: message })], text);
      if (!review) return;
      const [comment] = review.comments;
      // A fix that is empty removes the blanks before it, and the line if nothing is left.
      const expected = instead === '' ? before.replace(/[ \t]+$/, '') : before + instead;
      expect(proposed(comment?.body ?? '')).toBe(expected);
      const kinds = fromMarkdown(comment?.body ?? '').children.map(({ type }) => type);
      expect(kinds).toEqual(['paragraph', 'code']);
      expect(review.body.split('\n')).toHaveLength(3);
    }),
    { numRuns: 400 },
  );
});
