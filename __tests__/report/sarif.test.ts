import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import { fingerprints } from '../../src/findings/fingerprint.ts';
import { MOST_RESULTS, sarif } from '../../src/report/sarif.ts';
import { RULES_BY_ID } from '../../src/rules/catalogue.ts';
import { dictionary } from '../../src/source/data.ts';

const finding = (more: Partial<Finding> = {}): Finding => ({
  rule: 'missing-target',
  severity: 'error',
  message: 'Node "a" leads to "b", which does not exist.',
  hint: 'Did you mean "c"?',
  file: 'flows/a b#1.flow.json',
  range: { line: 3, column: 5, endLine: 3, endColumn: 9 },
  manifest: 'flows/a b#1.flow.json',
  nodes: [],
  trace: [],
  ...more,
});
const options = {
  rules: RULES_BY_ID,
  rulesUrl: 'https://example.com/rules',
  informationUri: 'https://example.com',
};
const parsed = (findings: readonly Finding[]) => JSON.parse(sarif(findings, options).text);

const schemaFile = createRequire(import.meta.url)
  .resolve('@microsoft/jest-sarif')
  .replace(/index\.js$/, 'schemas/sarif-2.1.0-rtm.5.json');
// The schema says draft 4; it has nothing that draft 7, which ajv knows, reads otherwise.
const { $schema: _, id: __, ...schema } = dictionary(JSON.parse(readFileSync(schemaFile, 'utf8')));
const isValid = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

describe('SARIF', () => {
  test('fits the official schema, with findings of every kind and with none', () => {
    const hostile = finding({
      message: '</script>\u202e\n::error::x\ud800',
      file: 'flows/%20 ü/\ud800.yaml',
      rule: 'unknown-rule',
      severity: 'warning',
    });
    for (const findings of [[], [finding()], [finding(), finding(), hostile]]) {
      expect(isValid(parsed(findings)), JSON.stringify(isValid.errors)).toBe(true);
    }
  });

  test('has a place, an address that is encoded, and the page of the rule', () => {
    const run = parsed([finding()]).runs[0];
    expect(run.results[0]).toMatchObject({
      ruleId: 'missing-target',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'Node "a" leads to "b", which does not exist. Did you mean "c"?' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'flows/a%20b%231.flow.json' },
            region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 },
          },
        },
      ],
    });
    expect(run.tool.driver.rules[0]).toMatchObject({
      id: 'missing-target',
      helpUri: 'https://example.com/rules/missing-target.md',
    });
  });

  test('has 5,000 results at most, and says how many are left out', () => {
    const many = Array.from({ length: MOST_RESULTS + 1 }, (_, at) => finding({ message: `m${at}` }));
    expect(sarif(many.slice(0, MOST_RESULTS), options).left).toBe(0);
    const { text, left } = sarif(many, options);
    expect(left).toBe(1);
    expect(JSON.parse(text).runs[0].results).toHaveLength(MOST_RESULTS);
  });
});

describe('fingerprints', () => {
  test('stay when lines move, and differ for each finding', () => {
    const other = finding({ message: 'other' });
    const before = fingerprints([finding(), finding(), other]);
    const moved = { line: 90, column: 1, endLine: 90, endColumn: 2 };
    expect(fingerprints([other, finding({ range: moved }), finding()])).toEqual([
      before[2],
      before[0],
      before[1],
    ]);
    expect(new Set(before).size).toBe(3);
  });
});
