import fc from 'fast-check';
import { expect, test } from 'vitest';
import { annotations } from '../../src/report/annotations.ts';
import { driftIssue } from '../../src/report/drift-issue.ts';
import { logLine } from '../../src/report/escape.ts';
import { findingLines } from '../../src/report/findings.ts';
import { summary } from '../../src/report/summary.ts';
import { hostileResult as hostile, links } from '../support/hostile-result.ts';
import { PIECES } from '../support/hostile-text.ts';
import { parts } from '../support/markdown-parts.ts';

const RUNS = process.env.PROOF === 'long' ? 5000 : 400;
const attack = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'grapheme', maxLength: 4 })), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''))
  .map((text) => (text.trim() === '' ? `x${text}` : text));

const plain = parts(summary(hostile('plain'), links));

test('no text changes what the summary is made of', () => {
  fc.assert(
    fc.property(attack, (text) => {
      const { skeleton, words } = parts(summary(hostile(text), links));
      expect([text, skeleton]).toEqual([text, plain.skeleton]);
      // What GitHub makes links and pictures of after it has read the Markdown.
      expect(words).not.toMatch(/@team|#1\b|:shipit:|\bGH-1|:\/\/|www\.e/);
    }),
    { numRuns: RUNS },
  );
});

test('nor what the issue about drift is made of', () => {
  const issue = (text: string) => driftIssue(hostile(text).flows, 'https://github.test/run') ?? '';
  const expected = parts(issue('plain')).skeleton;
  fc.assert(
    fc.property(attack, (text) => void expect([text, parts(issue(text)).skeleton]).toEqual([text, expected])),
    { numRuns: RUNS },
  );
});

test('nor the lines of the log and of annotations', () => {
  fc.assert(
    fc.property(attack, (text) => {
      const { findings } = hostile(text);
      const lines = findingLines(findings);
      expect(logLine(lines.join('\n')).split('\n')).toHaveLength(findings.length);
      for (const line of logLine(lines.join('\n')).split('\n')) expect(line).not.toMatch(/::|##\[/);
      for (const { message } of annotations(findings, () => '').shown) expect(message).not.toMatch(/[\n\r]/);
    }),
    { numRuns: RUNS },
  );
});
