import { benignRun, mutationRun, table } from './run.ts';

/**
 * Prints how many of the errors that are put into correct flows are found, each under its rule and on its line, and what benign
 * edits add. Fails below 99 %, for an operator that fits no flow, and for a new finding of a benign edit.
 */
const rows = await mutationRun(Number(process.argv[2] ?? 40), 1);
process.stdout.write(`${table(rows)}\n`);
for (const missed of rows.flatMap((row) => row.missed.slice(0, 10))) process.stdout.write(`${missed}\n`);
const [mutants, caught] = [
  rows.reduce((sum, row) => sum + row.mutants, 0),
  rows.reduce((sum, row) => sum + row.caught, 0),
];
const { edits, fresh } = await benignRun();
process.stdout.write(`${edits} benign edits, ${fresh.length} with other findings than before\n`);
for (const each of fresh.slice(0, 20)) process.stdout.write(`${each}\n`);
if (caught < mutants * 0.99 || fresh.length > 0 || rows.some((row) => row.mutants === 0))
  process.exitCode = 1;
