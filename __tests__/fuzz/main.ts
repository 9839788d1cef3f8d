import { watchdog } from '../../src/system/watchdog.ts';
import { fuzz, MOST_MS } from './run.ts';

/** Usage: node __tests__/fuzz/main.ts [number of inputs] [first seed]. Ends with 1 if one of them went wrong. */
const [count = 100_000, first = 1] = process.argv.slice(2).map(Number);
const STEP = 5000;
const files = { summaryFile: undefined, outputFile: undefined };
const watch = watchdog({ stepMs: 20_000, runMs: 24 * 3_600_000, ...files });

const faults: string[] = [];
const byTarget: Record<string, number> = {};
let [slowestMs, slowest] = [0, ''];
for (let done = 0; done < count; done += STEP) {
  const part = await fuzz(Math.min(STEP, count - done), first + done, MOST_MS, watch.enter);
  faults.push(...part.faults);
  if (part.slowestMs > slowestMs) [slowestMs, slowest] = [part.slowestMs, part.slowest];
  for (const [name, number] of Object.entries(part.byTarget)) byTarget[name] = (byTarget[name] ?? 0) + number;
  process.stdout.write(
    `${Math.min(count, done + STEP)} inputs, ${faults.length} faults, slowest ${slowestMs} ms of CPU time (${slowest})\n`,
  );
  for (const fault of part.faults.slice(0, 20)) process.stdout.write(`${fault}\n`);
}
watch.end();
const targets = Object.entries(byTarget).map(([name, number]) => `${name} ${number}`);
process.stdout.write(`${targets.join(', ')}\n`);
if (faults.length > 0) process.exitCode = 1;
