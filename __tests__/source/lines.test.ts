import { expect, test } from 'vitest';
import { lineStarts, lineText, toLineRange } from '../../src/source/lines.ts';

test('lines and columns count from 1, whatever ends the lines', () => {
  const text = 'a\r\nbc\nd\re';
  const starts = lineStarts(text);
  expect([1, 2, 3, 4].map((line) => lineText(text, starts, line))).toEqual(['a', 'bc', 'd', 'e']);
  expect(toLineRange(text, starts, { start: 4, end: 5 })).toEqual({
    line: 2,
    column: 2,
    endLine: 2,
    endColumn: 3,
  });
});

test('a byte order mark takes no column', () => {
  const text = '\uFEFFab';
  expect(toLineRange(text, lineStarts(text), { start: 1, end: 2 })).toEqual({
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 2,
  });
  expect(lineText(text, lineStarts(text), 1)).toBe('ab');
});
