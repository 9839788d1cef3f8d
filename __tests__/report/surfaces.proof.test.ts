import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commentMarker, commentSpace, MOST_COMMENT, readMarker } from '../../src/github/comment-marker.ts';
import { annotations } from '../../src/report/annotations.ts';
import { commentText, failureComment } from '../../src/report/comment/comment.ts';
import { driftIssue } from '../../src/report/drift-issue.ts';
import { logLine } from '../../src/report/escape.ts';
import { findingLines } from '../../src/report/findings.ts';
import { summary } from '../../src/report/summary.ts';
import { origin } from '../support/comment.ts';
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

test('nor what a comment is made of', () => {
  const marker = { key: 'ab12', run: { id: 1, attempt: 1 } };
  const comment = (text: string) => {
    const from = { ...origin, workflow: text, job: text };
    return `${commentMarker(marker)}\n${commentText(hostile(text), from, commentSpace(marker))}`;
  };
  const expected = parts(comment('plain')).skeleton;
  // Drawing and text.
  expect(expected.match(/^ *code /gm)).toHaveLength(2);
  fc.assert(
    fc.property(attack, (text) => {
      const shown = comment(text);
      const { skeleton, words } = parts(shown);
      expect([text, skeleton]).toEqual([text, expected]);
      expect(words).not.toMatch(/@team|#\d|:shipit:|\bGH-1|:\/\/|www\.e|\bdeadbeefcafe\b/);
      expect(readMarker(shown)).toEqual(marker);
      expect(shown.length).toBeLessThanOrEqual(MOST_COMMENT);
    }),
    { numRuns: RUNS },
  );
});

test('nor what the comment of a failure is made of', () => {
  const comment = (text: string) => failureComment('auto', text, origin, MOST_COMMENT);
  // A hint is what follows the first sentence.
  const expected = parts(comment('plain')).skeleton;
  fc.assert(
    fc.property(attack, (text) => {
      const { skeleton, words } = parts(comment(text.replaceAll('. ', '')));
      expect([text, skeleton]).toEqual([text, expected]);
      expect(words).not.toMatch(/@team|#\d|:shipit:|\bGH-1|:\/\/|www\.e|\bdeadbeefcafe\b/);
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
