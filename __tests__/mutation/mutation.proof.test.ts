import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mutationRun } from './run.ts';
import { CORPUS } from './subject.ts';

const flows = existsSync(CORPUS) ? 'real flows and our own' : 'our own flows; the real ones are not there';

test(`faults that are put into right flows (${flows}) are told under their rule and on their line`, {
  timeout: 120_000,
}, async () => {
  const rows = await mutationRun(2, 1);
  const mutants = rows.reduce((sum, row) => sum + row.mutants, 0);
  const missed = rows.flatMap((row) => row.missed);
  expect(rows.filter((row) => row.mutants > 0).length).toBeGreaterThanOrEqual(30);
  expect(mutants).toBeGreaterThan(400);
  expect(missed.length / mutants, missed.slice(0, 20).join('\n')).toBeLessThanOrEqual(0.01);
});
