import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import { type CheckOrigin, checkRun, MOST_ANNOTATIONS, MOST_BYTES } from '../../src/report/check-run.ts';
import type { RunResult } from '../../src/report/result.ts';
import { hostileResult } from '../support/hostile-result.ts';
import { PIECES } from '../support/hostile-text.ts';
import { parts } from '../support/markdown-parts.ts';
import { findingAt } from '../support/report-run.ts';
import { result } from '../support/result.ts';

const origin: CheckOrigin = {
  name: 'Genesys flows',
  head: 'a'.repeat(40),
  runUrl: 'https://github.test/o/r/actions/runs/1',
  externalId: '1/1',
  pageOf: (rule) => `https://github.test/rules/${rule}.md`,
};
const made = (given: RunResult) => checkRun(given, origin);
const many = (count: number, more: Partial<Finding> = {}) =>
  Array.from({ length: count }, (_, at) => ({ ...findingAt('a', 'error', `Finding ${at}`), ...more }));
const bytes = (text: string) => Buffer.byteLength(text);

describe('a check run', () => {
  test.each<[string, Partial<RunResult>, string]>([
    ['fails if the run fails', { result: 'failure', findings: many(1) }, 'failure'],
    ['is neutral with errors that do not fail the run', { findings: many(1) }, 'neutral'],
    ['is neutral with warnings', { findings: [findingAt('a', 'warning', 'w')] }, 'neutral'],
    ['passes with notices', { findings: [findingAt('a', 'notice', 'n')] }, 'success'],
    ['passes without findings', {}, 'success'],
    ['passes where nothing changed', { result: 'unchanged' }, 'success'],
  ])('%s', (_, given, conclusion) => {
    expect(made(result(given)).check.conclusion).toBe(conclusion);
  });

  test('has the place, the message and the code of each finding', () => {
    const range = { line: 3, column: 5, endLine: 3, endColumn: 9 };
    const document = {
      file: 'flows/x.flow.json',
      text: '1\n2\n    here\n4\n',
      value: {},
      errors: [],
      span: () => ({ start: 0, end: 0 }),
    };
    const given = result({ findings: many(1, { range }) });
    const [flow] = given.flows;
    if (!flow) throw new Error('a flow');
    const { check } = made({ ...given, flows: [{ ...flow, documents: [document] }] });
    expect(check.annotations).toEqual([
      {
        path: 'flows/x.flow.json',
        startLine: 3,
        endLine: 3,
        startColumn: 5,
        endColumn: 9,
        level: 'failure',
        title: 'missing-target',
        message: 'Finding 0. Add the node. https://github.test/rules/missing-target.md',
        details: '  2 | 2\n> 3 |     here\n    |     ^^^^\n  4 | 4',
      },
    ]);
  });

  test('has no columns for a finding on several lines', () => {
    const range = { line: 3, column: 5, endLine: 4, endColumn: 1 };
    expect(made(result({ findings: many(1, { range }) })).check.annotations[0]).not.toHaveProperty(
      'startColumn',
    );
  });

  test('says what stopped the run', () => {
    const { check } = made(result({ result: 'failure', problem: { message: 'No region', hint: 'Add it.' } }));
    expect(check.title).toBe('No region');
    expect(check.summary).toContain('**No region**\n\nAdd it.');
  });
});

describe('limits', () => {
  test('as many annotations as there may be have no list, and one more is listed', () => {
    const full = made(result({ findings: many(MOST_ANNOTATIONS) }));
    expect([full.left, full.check.text, full.check.annotations.length]).toEqual([0, '', MOST_ANNOTATIONS]);
    const over = made(result({ findings: many(MOST_ANNOTATIONS + 1) }));
    expect([over.left, over.check.annotations.length]).toEqual([1, MOST_ANNOTATIONS]);
    expect(over.check.text).toContain(`Finding ${MOST_ANNOTATIONS}`);
  });

  test('of 10,000 findings each has an annotation, is listed, or is counted', () => {
    const { check, left } = made(result({ findings: many(10_000) }));
    const listed = check.text.split('\n').filter((line) => line.startsWith('- ')).length;
    const counted = Number(/… and (\d+) more\. The output/.exec(check.text)?.[1]);
    expect(left).toBe(10_000 - MOST_ANNOTATIONS);
    expect(check.annotations.length + listed + counted).toBe(10_000);
    expect(listed).toBeGreaterThan(100);
  });

  test('texts of any size stay inside the bytes that GitHub takes', () => {
    const large = '@#ü'.repeat(400_000);
    const findings = many(MOST_ANNOTATIONS + 5, {
      message: large,
      rule: large.slice(0, 1000),
      file: 'flows/x.flow.json',
    });
    const gate = { ...findingAt('a', 'warning', large), rule: 'gate-changed' };
    const { check } = made(
      result({
        verdict: large,
        notices: Array.from({ length: 50 }, () => large),
        findings: [...Array.from({ length: 50 }, () => gate), ...findings],
        problem: { message: large, hint: large },
      }),
    );
    expect(bytes(check.summary)).toBeLessThanOrEqual(MOST_BYTES);
    expect(bytes(check.text)).toBeLessThanOrEqual(MOST_BYTES);
    expect(check.title.length).toBeLessThanOrEqual(255);
    expect(check.summary).toMatch(/… and \d+ more in the job summary/);
    for (const { message, title, details } of check.annotations) {
      expect(bytes(message)).toBeLessThanOrEqual(64 * 1024);
      expect(bytes(details)).toBeLessThanOrEqual(64 * 1024);
      expect(title.length).toBeLessThanOrEqual(255);
    }
  });
});

test('no text changes what summary and text are made of, or the lines of an annotation', () => {
  const fill = many(MOST_ANNOTATIONS);
  const given = (text: string) => {
    const hostile = hostileResult(text);
    return made({ ...hostile, findings: [...hostile.findings, ...fill, ...hostile.findings] }).check;
  };
  const plain = given('plain');
  const attack = fc
    .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 })
    .map((each) => each.join(''))
    .map((text) => (text.trim() === '' ? `x${text}` : text));
  fc.assert(
    fc.property(attack, (text) => {
      const check = given(text);
      expect(parts(check.summary).skeleton).toEqual(parts(plain.summary).skeleton);
      expect(parts(check.text).skeleton).toEqual(parts(plain.text).skeleton);
      expect(check.title).not.toMatch(/[\n\r\u2028]/);
      for (const { message, details } of check.annotations.slice(0, 2)) {
        expect(message).not.toMatch(/[\n\r\u2028\u202e\0]/);
        expect(details).not.toMatch(/[\r\u2028\u202e\0]/);
        expect(details.isWellFormed() && message.isWellFormed()).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});
