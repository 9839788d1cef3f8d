import { Session } from 'node:inspector/promises';
import { setFlagsFromString } from 'node:v8';

/** What is counted: the sources of the action, and the packages that read files for it. */
const COUNTED = /\/src\/|\/node_modules\/(yaml|jsonc-parser|fastest-levenshtein|picomatch)\//;

// Optimised code leaves counters out. The counters are put into code as it is compiled, and never come back once stopped.
for (const flag of ['--no-opt', '--no-maglev']) setFlagsFromString(flag);
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/**
 * How often pieces of code run while `act` does: calls, branches and turns of loops, as V8 counts them for coverage. It
 * does not depend on the speed of the machine; what built-in functions do inside is not counted.
 */
export async function stepsOf(act: () => unknown): Promise<number> {
  // Taking the counts sets them to zero.
  await session.post('Profiler.takePreciseCoverage');
  await act();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  return result
    .filter(({ url }) => COUNTED.test(url))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0);
}
