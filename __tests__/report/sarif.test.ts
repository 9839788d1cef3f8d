import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AcceptedFinding } from '../../src/findings/accepted-finding.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { fingerprints } from '../../src/findings/fingerprint.ts';
import { MOST_RESULTS, sarif } from '../../src/report/sarif.ts';
import { RULES_BY_ID } from '../../src/rules/catalogue.ts';
import { dictionary } from '../../src/source/data.ts';
import { PIECES } from '../support/hostile-text.ts';

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
const parsed = (findings: readonly Finding[], accepted: readonly AcceptedFinding[] = []) =>
  JSON.parse(sarif({ findings, accepted }, options).text);

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
    expect(sarif({ findings: many.slice(0, MOST_RESULTS) }, options).left).toBe(0);
    const { text, left } = sarif({ findings: many }, options);
    expect(left).toBe(1);
    expect(JSON.parse(text).runs[0].results).toHaveLength(MOST_RESULTS);
  });

  test('of 10,000 findings has the first ones, and names the number of the others', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => finding({ message: `m${at}` }));
    const { text, left } = sarif({ findings: many }, options);
    const { results } = JSON.parse(text).runs[0];
    expect(results.length + left).toBe(10_000);
    expect(results.at(-1).message.text).toBe(`m${results.length - 1}. Did you mean "c"?`);
  });

  test('is as large as GitHub takes once it is compressed, and one byte too many leaves findings out', () => {
    // Text that no compression makes smaller.
    const noise = (at: number) => createHash('sha512').update(String(at)).digest('base64url').repeat(8);
    const findings = Array.from({ length: 40 }, (_, at) => finding({ message: noise(at), file: noise(-at) }));
    const whole = sarif({ findings }, options);
    const size = gzipSync(whole.text).length;
    expect(sarif({ findings }, { ...options, mostCompressed: size })).toEqual(whole);
    const cut = sarif({ findings }, { ...options, mostCompressed: size - 1 });
    expect(gzipSync(cut.text).length).toBeLessThan(size);
    const { results } = JSON.parse(cut.text).runs[0];
    expect(results.length).toBeGreaterThan(30);
    expect(results.length + cut.left).toBe(40);
    expect(sarif({ findings }, { ...options, mostCompressed: 1 }).left).toBe(40);
  });

  test('has accepted findings last, with who accepted them and why; then every result has suppressions', () => {
    const accepted: AcceptedFinding[] = [
      { finding: finding({ message: 'a' }), by: 'comment', reason: 'for the night shift' },
      { finding: finding({ message: 'b' }), by: 'configuration', reason: 'all flows' },
      { finding: finding(), by: 'baseline', reason: 'Listed in the baseline old.json' },
    ];
    const log = parsed([finding()], accepted);
    expect(isValid(log), JSON.stringify(isValid.errors)).toBe(true);
    const { results } = log.runs[0];
    expect(results.map((each: { suppressions: unknown }) => each.suppressions)).toEqual([
      [],
      [{ kind: 'inSource', status: 'accepted', justification: 'for the night shift' }],
      [{ kind: 'external', status: 'accepted', justification: 'all flows' }],
      [{ kind: 'external', status: 'accepted', justification: 'Listed in the baseline old.json' }],
    ]);
    const marks = results.map(
      (each: { partialFingerprints: Record<string, string> }) => each.partialFingerprints['genesysFlow/v1'],
    );
    expect(new Set(marks).size).toBe(4);
    expect(parsed([finding()]).runs[0].results[0]).not.toHaveProperty('suppressions');
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

test('a file with findings of the base says which are new, and gives them the fingerprints that they have there', () => {
  const [first, second, third] = [1, 2, 3].map((line) =>
    finding({ range: { line, column: 1, endLine: line, endColumn: 2 } }),
  );
  if (!first || !second || !third) throw new Error('three findings');
  const log = JSON.parse(sarif({ findings: [third], inBase: [first, second] }, options).text);
  expect(isValid(log), JSON.stringify(isValid.errors)).toBe(true);
  const results = log.runs[0].results.map(
    (each: { baselineState: string; partialFingerprints: Record<string, string> }) => [
      each.baselineState,
      each.partialFingerprints.primaryLocationLineHash,
    ],
  );
  const [a, b, c] = fingerprints([first, second, third]);
  expect(results).toEqual([
    ['new', c],
    ['unchanged', a],
    ['unchanged', b],
  ]);
  expect(parsed([first]).runs[0].results[0]).not.toHaveProperty('baselineState');
});

test('no text of a flow changes what the file is made of', () => {
  const shape = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return typeof value;
    if (Array.isArray(value)) return value.map(shape);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shape(each)]));
  };
  const made = (text: string) => {
    const hostile = finding({ message: text, hint: text, file: text });
    return sarif(
      { findings: [hostile], accepted: [{ finding: hostile, by: 'comment', reason: text }] },
      options,
    );
  };
  const plain = shape(JSON.parse(made('plain').text));
  const attack = fc
    .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 5 })
    .map((each) => each.join(''));
  fc.assert(
    fc.property(attack, (text) => {
      const { text: file } = made(text);
      expect(shape(JSON.parse(file))).toEqual(plain);
      expect(isValid(JSON.parse(file)), JSON.stringify(isValid.errors)).toBe(true);
      const { uri } = JSON.parse(file).runs[0].results[0].locations[0].physicalLocation.artifactLocation;
      expect(uri).toMatch(/^[\w.~!*'()%/-]*$/);
      expect(JSON.parse(file).runs[0].results[0].message.text).not.toMatch(/[\n\r\u2028\u202e\0]/);
    }),
    { numRuns: 200 },
  );
});
