import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixtureFiles, RULE_FIXTURES } from '../../build/rule-page.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { sortFindings } from '../../src/findings/finding.ts';
import { RULES } from '../../src/rules/catalogue.ts';
import { findingsOf, load } from '../support/load.ts';

/** Rules that need an org, a base commit or an environment; the tests of those parts cover them. */
const WITHOUT_FIXTURES = new Set([
  'manifest-environment',
  'gate-changed',
  'manifest-version',
  'org-reference',
  'org-locked',
  'org-conflict',
  'org-identity',
  'publish-failed',
]);

/** `npm run check:rule -- <id>` checks one rule. */
const only = process.env.RULE;
const rules = RULES.filter(({ id }) => !WITHOUT_FIXTURES.has(id) && (only === undefined || id === only));

/** A finding as the expected file of a fixture has it: place, severity, rule, message and hint. */
function line({ file, range, severity, rule, message, hint }: Finding): string {
  const place = `${file}:${range.line}:${range.column}-${range.endLine}:${range.endColumn}`;
  return `${place} ${severity} ${rule}\n  ${message}\n  ${hint}\n`;
}

async function check(folder: string): Promise<readonly Finding[]> {
  return sortFindings(findingsOf(await load(fixtureFiles(folder), { manifests: 'flows/**' })));
}

function casesOf(id: string, kind: 'fails' | 'fixed'): string[] {
  const folder = join(RULE_FIXTURES, id);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && (entry.name === kind || entry.name.startsWith(`${kind}-`)))
    .map(({ name }) => name);
}

describe.each(rules)('$id', ({ id }) => {
  const folder = join(RULE_FIXTURES, id);
  const [fails, fixed] = [casesOf(id, 'fails'), casesOf(id, 'fixed')];
  test('has a fixture that fails and one that is fixed', () => {
    expect(fails).toContain('fails');
    expect(fixed).toContain('fixed');
  });
  test.each(fails)('%s: reports exactly the expected findings', async (name) => {
    const found = await check(join(folder, name));
    expect(found.map(({ rule }) => rule)).toContain(id);
    await expect(found.map(line).join('')).toMatchFileSnapshot(join('../..', folder, `${name}.expected.txt`));
  });
  test.each(fixed)('%s: reports nothing', async (name) => {
    expect((await check(join(folder, name))).map(line)).toEqual([]);
  });
});

test('every folder of fixtures belongs to a rule', () => {
  const known = new Set(RULES.map(({ id }) => id));
  expect(readdirSync(RULE_FIXTURES).filter((id) => !known.has(id))).toEqual([]);
});
