import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { benignRun, mutationRun } from './run.ts';
import { CORPUS } from './subject.ts';

const flows = existsSync(CORPUS) ? 'real flows and our own' : 'our own flows; the real ones are not there';

test(`errors that are put into correct flows (${flows}) are found under their rule and on their line`, {
  timeout: 120_000,
}, async () => {
  const rows = await mutationRun(2, 1);
  const mutants = rows.reduce((sum, row) => sum + row.mutants, 0);
  const missed = rows.flatMap((row) => row.missed);
  expect(rows.filter((row) => row.mutants === 0).map(({ operator }) => operator)).toEqual([]);
  expect(mutants).toBeGreaterThan(400);
  expect(missed.length / mutants, missed.slice(0, 20).join('\n')).toBeLessThanOrEqual(0.01);
});

test(`benign edits of flows (${flows}) add no finding`, { timeout: 120_000 }, async () => {
  expect((await benignRun()).fresh).toEqual([]);
});
