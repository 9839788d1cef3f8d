import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { annotations } from '../../src/report/annotations.ts';
import { driftIssue } from '../../src/report/drift-issue.ts';
import { logLine, urlPart } from '../../src/report/escape.ts';
import { findingLines } from '../../src/report/findings.ts';
import type { RunResult } from '../../src/report/result.ts';
import { summary } from '../../src/report/summary.ts';
import { readYaml } from '../../src/source/yaml.ts';
import { load, manifest, to } from '../support/load.ts';
import { record } from '../support/record.ts';
import { flow, result } from '../support/result.ts';

const RUNS = process.env.PROOF === 'long' ? 5000 : 400;
const links = {
  line: (file: string, line: number) =>
    `https://github.test/${file.split('/').map(urlPart).join('/')}#L${line}`,
  commit: (sha: string) => `https://github.test/${sha}`,
  rule: (id: string) => `https://github.test/rules/${id}.md`,
};
const graph = (
  await load({
    'flows/x.flow.json': manifest({
      a: { type: 'start', transitions: to('b') },
      b: { type: 'end', transitions: [] },
    }),
  })
).flows[0]?.graph;

/** A result in which a text stands everywhere that somebody else writes. */
function hostile(text: string): RunResult {
  const finding = {
    rule: 'missing-target',
    severity: 'error' as const,
    message: text,
    hint: text,
    file: text,
    range: { line: 1, column: 1, endLine: 1, endColumn: 2 },
    manifest: text,
    nodes: [text],
    witness: [
      { node: text, line: 1 },
      { node: text, line: 2 },
    ],
  };
  const renamed = graph && {
    ...graph,
    name: text,
    nodes: graph.nodes.map((node) => ({ ...node, key: text, type: text })),
    edges: graph.edges.map((edge) => ({ ...edge, kind: 'choice' as const, label: text, target: text })),
  };
  return result({
    mode: 'plan',
    verdict: text,
    notices: [text],
    flows: [
      flow({
        name: text,
        manifest: text,
        detail: text,
        status: 'drifted',
        version: text,
        versionBefore: `${text} `,
        release: text,
        changes: [text, text],
        graph: renamed,
        documents: [readYaml(text, `a: ${JSON.stringify(text.toWellFormed())}\n`)],
      }),
    ],
    findings: [finding, { ...finding, rule: 'gate-changed' }],
    gone: [{ name: text, manifest: text, detail: text }],
    records: [{ ...record('x'), flow_name: text, audit_id: text }],
    auditCommit: 'abcdef0123456789',
    auditBranch: text,
    skipped: [text],
    problem: { message: text, hint: text },
  });
}

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
