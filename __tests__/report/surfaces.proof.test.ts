import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { annotations } from '../../src/report/annotations.ts';
import { driftIssue } from '../../src/report/drift-issue.ts';
import { logLine } from '../../src/report/escape.ts';
import { findingLines } from '../../src/report/findings.ts';
import { summary } from '../../src/report/summary.ts';
import { hostileResult as hostile, links } from '../support/hostile-result.ts';

const RUNS = process.env.PROOF === 'long' ? 5000 : 400;
/** What a Markdown text is made of, without the words: kinds of nodes, tags of HTML, hosts of links. And its words. */
function parts(text: string): { skeleton: string; words: string } {
  const lines: string[] = [];
  const words: string[] = [];
  const open: [unknown, number][] = [
    [fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }), 0],
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next as [
      { type: string; value?: string; url?: string; children?: unknown[] },
      number,
    ];
    const tags = node.type === 'html' ? (node.value?.match(/<\/?[a-z]+/gi) ?? []).join(' ') : '';
    const host = node.url === undefined ? '' : (/^https?:\/\/[^/]*/.exec(node.url)?.[0] ?? 'none');
    if (node.type === 'text') words.push(node.value ?? '');
    else lines.push(`${' '.repeat(depth)}${node.type} ${tags}${host}`);
    for (const child of (node.children ?? []).toReversed()) open.push([child, depth + 1]);
  }
  return { skeleton: lines.join('\n'), words: words.join('\n') };
}

const PIECES = [
  '\n',
  '\r\n',
  '\n\n',
  '\u2028',
  '|',
  '`',
  '```',
  '~~~',
  '# x',
  '- x',
  '1. x',
  '2) ',
  '+ ',
  '> ',
  '---',
  '===',
  '    code',
  '<script>',
  '</summary>',
  '</details>',
  '</pre>',
  '<!--',
  '-->',
  '<b>',
  '&lt;',
  '&#10;',
  '&NewLine;',
  '![x](http://e.vil)',
  '[x]: http://e.vil',
  '[a](b)',
  '](',
  ')',
  'http://e.vil',
  'https://e.vil',
  'www.e.vil',
  'mailto:a@e.vil',
  'a@e.vil',
  '@team',
  '#1',
  'GH-1',
  ':shipit:',
  '**',
  '__',
  '~~x~~',
  '$x$',
  '$$',
  '\\',
  '\\\n',
  '  \n',
  '\t',
  '\u202e',
  '\u0000',
  '\ud800',
  '{',
  '}',
  '%0A',
  '::error::',
  '##[group]',
  '[^1]',
  '[ ] ',
  '=',
  '"',
  "'",
  '%%{init: {}}%%',
  'click a',
  'end',
];
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
