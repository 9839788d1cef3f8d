import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Finding, sortFindings } from '../../src/findings/finding.ts';
import { fingerprints } from '../../src/findings/fingerprint.ts';
import { separateFindings } from '../../src/findings/new-findings.ts';

const at = (line: number, more: Partial<Finding> = {}): Finding => ({
  rule: 'missing-target',
  severity: 'error',
  message: 'm',
  hint: '',
  file: 'flows/a.yaml',
  range: { line, column: 1, endLine: line, endColumn: 2 },
  manifest: 'flows/a.yaml',
  nodes: [],
  trace: [],
  ...more,
});

const findings = fc.array(
  fc
    .record({
      line: fc.integer({ min: 1, max: 6 }),
      rule: fc.constantFrom('a', 'b'),
      message: fc.constantFrom('x', 'y'),
      file: fc.constantFrom('f', 'g'),
      severity: fc.constantFrom('error' as const, 'warning' as const),
    })
    .map(({ line, ...more }) => at(line, more)),
  { maxLength: 25 },
);

test('a finding is new if its fingerprint is not among those of the base, on whatever lines they are', () => {
  fc.assert(
    fc.property(findings, findings, (head, base) => {
      const { fresh, inBase } = separateFindings(head, base);
      const sorted = sortFindings(head);
      const known = new Set(fingerprints(sortFindings(base)));
      const marks = fingerprints(sorted);
      expect(fresh).toEqual(sorted.filter((_, index) => !known.has(marks[index] ?? '')));
      expect(new Set([...fresh, ...inBase])).toEqual(new Set(sorted));
      expect(fresh.length + inBase.length).toBe(sorted.length);
    }),
    { numRuns: 1000 },
  );
});

test('lines move', () => {
  expect(separateFindings([at(90)], [at(3)])).toEqual({ fresh: [], inBase: [at(90)] });
});

test('a file is renamed', () => {
  const moved = at(3, { file: 'flows/b.yaml' });
  const earlier = (file: string) => (file === 'flows/b.yaml' ? 'flows/a.yaml' : file);
  expect(separateFindings([moved], [at(3)], earlier).fresh).toEqual([]);
  expect(separateFindings([moved], [at(3)]).fresh).toEqual([moved]);
});

test('a finding that stands for others is new if it stands for more', () => {
  const last = (unlisted: number) => at(1, { unlisted });
  expect(separateFindings([last(5)], [last(5)]).fresh).toEqual([]);
  expect(separateFindings([last(4)], [last(5)]).fresh).toEqual([]);
  expect(separateFindings([last(6)], [last(5)]).fresh).toHaveLength(1);
  expect(separateFindings([last(1)], [at(1)]).fresh).toHaveLength(1);
});
