import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULES } from '../../src/rules/catalogue.ts';
import { findingsOf, load } from '../support/load.ts';

const FOLDER = 'docs/rules';
/** Rules that need an org, a base commit or an environment: their pages tell a case in words. */
const IN_WORDS = new Set([
  'manifest-environment',
  'gate-changed',
  'manifest-version',
  'org-reference',
  'org-locked',
  'org-conflict',
  'org-identity',
  'publish-failed',
]);

/** The files of the examples under a heading; the first line of each says its path. */
function examples(page: string, heading: string): Record<string, string> {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const blocks = [...section.matchAll(/```yaml\n# (\S+)\n([\s\S]*?)```/g)];
  return Object.fromEntries(blocks.map(([, path = '', text = '']) => [path, text]));
}

async function check(files: Readonly<Record<string, string>>) {
  return findingsOf(await load(files, { manifests: 'flows/**' }));
}

test('every rule has its page, and every page its rule', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(RULES.map(({ id }) => `${id}.md`).sort());
});

describe.each(RULES)('the page about $id', ({ id, severity, category, fixed }) => {
  const page = readFileSync(`${FOLDER}/${id}.md`, 'utf8');
  test('says what the rule’s own data say', () => {
    const [title, , kind] = page.split('\n');
    expect(title).toBe(`# ${id}`);
    const word = severity === 'error' ? 'Error' : 'Warning';
    expect(kind).toBe(`${word} · ${category}${fixed ? ' · fixed' : ''}`);
    for (const heading of ['Why it matters', 'Configure']) expect(page).toContain(`\n## ${heading}\n`);
  });
  if (IN_WORDS.has(id)) {
    test('tells a case in words', () => expect(page).toContain('\n## When\n'));
    return;
  }
  test('has an example that fails', async () => {
    expect((await check(examples(page, 'Fails'))).map(({ rule }) => rule)).toContain(id);
  });
  test('has it mended, with nothing left to find', async () => {
    const mended = examples(page, 'Mended');
    expect(Object.keys(mended).length).toBeGreaterThan(0);
    expect((await check(mended)).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });
});
