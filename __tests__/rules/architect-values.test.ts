import { describe, expect, test } from 'vitest';
import { RULES_BY_ID } from '../../src/rules/catalogue.ts';
import { findingsOf, load } from '../support/load.ts';
import { VALUE_CASES } from './cases/index.ts';

/** The lines of a text that end in a mark, from 1. */
const marked = (text: string, mark: string) =>
  text.split('\n').flatMap((line, at) => (line.endsWith(mark) ? [at + 1] : []));

describe.each(VALUE_CASES)('$rule: $of', ({ rule, text }) => {
  test('reports these lines, with their severity, and no other', async () => {
    const found = findingsOf(await load({ 'flows/x.yaml': text })).filter((each) => each.rule === rule);
    const severity = RULES_BY_ID.get(rule)?.severity;
    const lines = (usual: boolean) =>
      found
        .filter((each) => (each.severity === severity) === usual)
        .map(({ range }) => range.line)
        .toSorted((a, b) => a - b);
    expect({ usual: lines(true), other: lines(false) }).toEqual({
      usual: marked(text, '# !'),
      other: marked(text, '# ?'),
    });
    for (const { message, hint } of found) {
      expect(message.length).toBeLessThanOrEqual(120);
      expect(hint.length).toBeLessThanOrEqual(120);
      expect(hint).toMatch(/[.?]$/);
    }
  });
});

test('each rule has a flow that it reports', () => {
  const silent = VALUE_CASES.filter(({ text }) => !/# [!?]$/m.test(text)).map(({ rule }) => rule);
  const loud = new Set(VALUE_CASES.filter(({ text }) => /# [!?]$/m.test(text)).map(({ rule }) => rule));
  expect(silent.filter((rule) => !loud.has(rule))).toEqual([]);
});
