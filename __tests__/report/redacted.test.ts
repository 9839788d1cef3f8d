import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_COMMENT } from '../../src/github/comment-marker.ts';
import { redactedGitHub } from '../../src/github/redacted.ts';
import { annotations } from '../../src/report/annotations.ts';
import { commentText } from '../../src/report/comment/comment.ts';
import { driftIssue } from '../../src/report/drift-issue.ts';
import { findingLines } from '../../src/report/findings.ts';
import { flowsFile, outputs } from '../../src/report/outputs.ts';
import { redactedResult } from '../../src/report/redacted.ts';
import type { RunResult } from '../../src/report/result.ts';
import { sarif } from '../../src/report/sarif.ts';
import { summary } from '../../src/report/summary.ts';
import { RULES_BY_ID } from '../../src/rules/catalogue.ts';
import { Redaction } from '../../src/text/redaction.ts';
import { origin } from '../support/comment.ts';
import { fakeGitHub } from '../support/github.ts';
import { hostileResult, links } from '../support/hostile-result.ts';
import { record } from '../support/record.ts';

const RUNS = process.env.PROOF === 'long' ? 3000 : 200;

/** Everything that a result becomes. */
function surfaces(result: RunResult): string[] {
  const { values, notices } = outputs(result);
  return [
    summary({ ...result, notices: [...result.notices, ...notices] }, links),
    commentText(result, origin, MOST_COMMENT),
    driftIssue(result.flows, 'https://github.test/run') ?? '',
    findingLines(result.findings).join('\n'),
    JSON.stringify(annotations(result.findings, () => '').shown),
    JSON.stringify(values),
    JSON.stringify(result.findings, null, 2),
    result.records.map((each) => JSON.stringify(each)).join('\n'),
    flowsFile(result),
    sarif(result, { rules: RULES_BY_ID, rulesUrl: '', informationUri: '' }).text,
  ];
}

/** A surface without what escaping has made of its characters: then a secret that is left can be read again. */
function unescaped(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code: string) => (code === '8203' ? '' : String.fromCharCode(Number(code))))
    .replace(/#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&amp;', '&');
}

const secret = fc.oneof(
  fc.base64String({ minLength: 12, maxLength: 44 }).filter((text) => text.replaceAll('=', '').length >= 12),
  fc.stringMatching(/^ghs_[A-Za-z0-9]{20}$/),
  fc
    .string({ unit: 'grapheme-ascii', minLength: 12, maxLength: 40 })
    .filter((text) => text.trim().length >= 12),
);
const shape = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => `before ${text.trim()} after`,
  (text) => `a=${encodeURIComponent(text)}&b`,
  (text) => JSON.stringify({ error: text }),
  (text) => `Basic ${Buffer.from(`id:${text}`).toString('base64')}`,
);

/** Characters of a secret in a row that are no accident. */
function parts(text: string): string[] {
  return [text.slice(0, 10), text.slice(-10), text.slice(1, 11)];
}

test('no surface shows anything of a secret, wherever it was echoed', () => {
  fc.assert(
    fc.property(secret, shape, (text, echo) => {
      const secrets = new Redaction();
      secrets.hide(text);
      const echoed = echo(text);
      for (const surface of surfaces(redactedResult(hostileResult(echoed), secrets))) {
        for (const shown of [surface, unescaped(surface)])
          for (const part of [...parts(text.trim()), echoed.slice(-10)]) expect(shown).not.toContain(part);
      }
    }),
    { numRuns: RUNS },
  );
});

test('nothing of a secret is written to GitHub', async () => {
  await fc.assert(
    fc.asyncProperty(secret, shape, async (text, echo) => {
      const secrets = new Redaction();
      secrets.hide(text);
      const echoed = echo(text);
      const plain = fakeGitHub();
      const issues: unknown[] = [];
      plain.keepIssue = async (issue) => (issues.push(issue), 'opened');
      const github = redactedGitHub(plain, secrets);
      const file = JSON.stringify({ ...record('x'), rollback_trigger: echoed, overwrites: [echoed] });
      await github.createBranch('b', { path: 'README.md', text: echoed }, echoed);
      const additions = [
        { path: 'records/a.json', text: file },
        { path: 'live/a.yaml', text: `a: ${echoed}` },
        { path: 'state/broken.json', text: `{${echoed}` },
      ];
      await github.commit('b', plain.commits.at(-1)?.oid ?? '', {
        headline: echoed,
        body: `Seal: ${echoed}`,
        additions,
        deletions: [],
      });
      await github.deploy({
        sha: 'x',
        environment: echoed,
        description: echoed,
        payload: { deep: [{ overwrites: echoed, [echoed]: 1 }] },
        state: 'failure',
        logUrl: echoed,
      });
      await github.keepIssue({ label: 'x', title: echoed, body: echoed });
      plain.keepComment = async ({ body }) => (
        issues.push(body), { done: 'created', url: '', duplicates: 0 }
      );
      const run = { id: 1, attempt: 1 };
      await github.keepComment({ pull: 1, key: 'ab', run, body: echoed, create: true });
      const files = plain.commits.flatMap(({ message, files: all }) => [message, ...all.values()]);
      for (const written of [...files, JSON.stringify(plain.deployed), JSON.stringify(issues)])
        for (const part of [...parts(text.trim()), echoed.slice(-10)]) expect(written).not.toContain(part);
      expect(JSON.parse(plain.commits.at(-1)?.files.get('records/a.json') ?? '')).toMatchObject({
        flow_name: 'x',
      });
    }),
    { numRuns: RUNS },
  );
});

test('a file without a secret is written byte for byte', async () => {
  const secrets = new Redaction();
  secrets.hide('0123456789abcdef');
  const plain = fakeGitHub();
  await redactedGitHub(plain, secrets).createBranch('b', { path: 'a.json', text: '{"a":1}' }, 'x');
  expect(plain.commits[0]?.files.get('a.json')).toBe('{"a":1}');
  const change = { headline: 'One', body: 'Seal: x', additions: [], deletions: [] };
  await redactedGitHub(plain, secrets).commit('b', plain.commits[0]?.oid ?? '', change);
  expect(plain.commits[1]?.message).toBe('One\n\nSeal: x');
});

test('words of our own stay, whatever the secret is', () => {
  const secrets = new Redaction();
  for (const word of ['drifted', 'plan', 'success', 'error', 'missing-target', 'update']) secrets.hide(word);
  const given = hostileResult('x');
  const result = redactedResult(given, secrets);
  expect(result.mode).toBe('plan');
  expect(result.flows[0]?.status).toBe('drifted');
  expect(result.findings[0]).toMatchObject({ rule: 'missing-target', severity: 'error' });
  expect(summary(result, links)).not.toContain('undefined');
});
