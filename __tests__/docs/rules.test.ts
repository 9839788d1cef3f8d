import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderRulePage } from '../../build/rule-page.ts';
import { RULES } from '../../src/rules/catalogue.ts';

const FOLDER = 'docs/rules';

test('every rule has its page, and every page its rule', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(RULES.map(({ id }) => `${id}.md`).sort());
});

/** `npm run check:rule -- <id>` checks one rule. */
const only = process.env.RULE;

describe.each(RULES.filter(({ id }) => only === undefined || id === only))('the page of $id', (rule) => {
  const page = readFileSync(`${FOLDER}/${rule.id}.md`, 'utf8');
  test('has what follows from the data and fixtures of the rule (npm run docs writes it)', () => {
    expect(renderRulePage(rule, page)).toBe(page);
  });
  test('says why the rule matters, and shows a case', () => {
    expect(page).toMatch(/\n## Why it matters\n\n\S/);
    expect(page).toMatch(/\n## (When|Fails)\n\n\S/);
    expect(page).not.toContain('TODO');
  });
});
