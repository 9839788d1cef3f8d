import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { show } from '../../src/action/surfaces.ts';
import type { RunContext } from '../../src/event/event.ts';
import type { Finding } from '../../src/findings/finding.ts';
import type { RunResult } from '../../src/report/result.ts';
import { Redaction } from '../../src/text/redaction.ts';

let folder: string;
let printed: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'surfaces-'));
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const findings = Array.from(
  { length: 300 },
  (_, at): Finding => ({
    rule: 'missing-target',
    severity: at % 2 === 0 ? 'error' : 'warning',
    message: `fault ${at}`,
    hint: 'Fix it.',
    file: 'flows/x.flow.json',
    range: { line: at + 1, column: 7, endLine: at + 1, endColumn: 8 },
    manifest: 'flows/x.flow.json',
    nodes: [],
    trace: [],
  }),
);
const result: RunResult = {
  mode: 'plan',
  environment: '',
  result: 'failure',
  verdict: '1 flow checked',
  notices: [],
  flows: [],
  findings,
  gone: [],
  records: [],
  auditCommit: undefined,
  auditBranch: 'flow-audit',
  planDigest: undefined,
  skipped: ['flows/notes.json'],
  problem: { message: 'no region is given', hint: 'Set "region".' },
};

test('the log has every finding, and what stopped the run as the last of ten errors', async () => {
  const summaryFile = join(folder, 'summary.md');
  const context = { repository: 'o/r', serverUrl: 'https://github.test', rulesUrl: '' } as RunContext;
  await show(result, context, 'a'.repeat(40), { summaryFile, folder, secrets: new Redaction() });

  const lines = printed.split('\n');
  for (const { range, severity, message } of findings)
    expect(lines).toContain(`flows/x.flow.json:${range.line}:7: ${severity} ${message} (missing-target)`);
  expect(lines.indexOf('::group::Findings: 150 errors, 150 warnings')).toBeGreaterThanOrEqual(0);
  const errors = lines.filter((line) => line.startsWith('::error'));
  expect(errors).toHaveLength(10);
  expect(errors.at(-1)).toBe('::error::no region is given. Set "region".');
  expect(printed).toContain(
    '281 findings have none. The group "Findings: 150 errors, 150 warnings" above lists all 300.',
  );

  const summary = readFileSync(summaryFile, 'utf8');
  expect(summary).toContain('no region is given');
  expect(summary).toContain('1 file skipped, neither manifest nor flow:');
  expect(summary).toContain('flows/notes.json');
});

test.each([
  ['a rollback', 'rollback'],
  ['a verification', 'verify'],
  ['a look for drift', 'drift'],
] as const)('%s that fails has an error, although it has no findings', async (_, mode) => {
  const context = { repository: 'o/r', serverUrl: 'https://github.test', rulesUrl: '' } as RunContext;
  const { problem: _problem, ...rest } = result;
  const failed: RunResult = { ...rest, mode, findings: [], verdict: 'Rollback of "A": version 2.0 is live' };
  await show(failed, context, 'a'.repeat(40), { summaryFile: undefined, folder, secrets: new Redaction() });
  expect(printed.split('\n').filter((line) => line.startsWith('::error'))).toEqual([
    '::error::Rollback of "A": version 2.0 is live.',
  ]);
});
