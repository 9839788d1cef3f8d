import { mutationRun, table } from './run.ts';

/** Prints how many of the faults that are put into right flows are told, each under its rule and on its line. */
const rows = await mutationRun(Number(process.argv[2] ?? 40), 1);
process.stdout.write(`${table(rows)}\n`);
for (const missed of rows.flatMap((row) => row.missed.slice(0, 10))) process.stdout.write(`${missed}\n`);
const [mutants, caught] = [
  rows.reduce((sum, row) => sum + row.mutants, 0),
  rows.reduce((sum, row) => sum + row.caught, 0),
];
if (caught < mutants * 0.99) process.exitCode = 1;
